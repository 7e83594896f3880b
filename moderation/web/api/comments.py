"""Comments in and out: submitted by forms, sites and other machines; read by pages."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, cast

from flask import Response, current_app, jsonify, request, url_for
from flask.views import MethodView
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as Redirect

from moderation.domain.callers import NOBODY
from moderation.schemas.comments import CommentIn, ListingIn, PageOut, SubmittedOut, SummaryIn, SummaryOut
from moderation.use_cases.count_submissions import count_submissions
from moderation.use_cases.list_comments import Listing, Page, list_comments
from moderation.use_cases.mark_comments import mark_comments
from moderation.use_cases.submit_comment import NewComment, submit_comment
from moderation.web.api import once
from moderation.web.api.parsing import JSON_OR_FORM, ApiBlueprint
from moderation.web.api.tags import KeptListings
from moderation.web.callers import caller, parts
from moderation.web.metrics import count_submission

if TYPE_CHECKING:
    from moderation.use_cases.steps.submitted import Submitted

comments = ApiBlueprint("comments", __name__, url_prefix="/api/v1/sites", description="What people write.")

KEY = {
    **once.KEY,
    "description": "Your own name for this submission: sent again, it makes no second comment.",
}


@comments.route("/<site:site>/articles/<article:article>/comments")
class CommentsAddress(MethodView):
    """The comments under one article."""

    @comments.doc(operationId="listComments")
    @comments.arguments(ListingIn, location="query")
    @comments.response(200, PageOut)
    @comments.alt_response(304, description="Nothing has changed since the answer whose ETag was sent.")
    @comments.refuses(401, 404)
    def get(self, asked: dict[str, Any], site: str, article: str) -> Page | Response:
        """A page of published comments (and the reader's own), with the beginning of each thread."""
        parent = str(asked["parent"]) if asked["parent"] else None
        listing = Listing(site, article, asked["sort"], asked["cursor"], asked["limit"], parent)
        mark = mark_comments(parts(), site, article) if caller().account_id is None else None
        if mark is None:
            return list_comments(parts(), caller(), listing)
        kept = cast("KeptListings", current_app.extensions.setdefault("listings", KeptListings()))
        return kept.answer(listing, mark, lambda: _page(listing))

    @comments.doc(operationId="submitComment", security=[{"key": []}, {"cookie": []}], parameters=[KEY])
    @comments.arguments(CommentIn, location=JSON_OR_FORM)
    @comments.response(201, SubmittedOut)
    @comments.alt_response(303, description="To the comment on its page, for a form sent by a browser.")
    @comments.refuses(401, 403, 404, 413, 415, 429)
    def post(self, said: dict[str, Any], site: str, article: str) -> dict[str, Any] | Redirect:
        """Submit a comment, as JSON or as a form; a held one waits for a community manager."""
        parent = str(said["parent"]) if said["parent"] else None
        key = once.idempotency_key()
        new = NewComment(
            site=site,
            article=article,
            text=said["text"],
            parent=parent,
            author=said["author"],
            key=key,
            digest=_digest(said, site, article) if key else "",
        )
        submitted = submit_comment(parts(), caller(), new)
        count_submission(submitted.status.value)
        if request.mimetype != "application/json" and request.accept_mimetypes.accept_html:
            anchor = f"comment-{submitted.id}"
            page = url_for("embed.article", site=site, article=article, show=submitted.id, _anchor=anchor)
            return redirect(page, 303)
        return answer(submitted)


@comments.route("/<site:site>/submissions")
class SubmissionsAddress(MethodView):
    """What the caller has submitted."""

    @comments.doc(operationId="countSubmissions", security=[{"key": []}])
    @comments.arguments(SummaryIn, location="query")
    @comments.response(200, SummaryOut)
    @comments.refuses(401, 403)
    def get(self, asked: dict[str, Any], site: str) -> dict[str, Any]:
        """How many comments this key's Idempotency-Keys with a prefix have made, counted from what is kept."""
        counts = count_submissions(parts(), caller(), site, asked["prefix"])
        return {"stored": sum(counts.values()), "by_status": {each.value: n for each, n in counts.items()}}


def answer(submitted: Submitted) -> dict[str, Any]:
    """What became of the comment; the reasons are told once each, and only while it does not show."""
    told = {finding.told: finding.code for finding in submitted.findings if finding.objects}
    reasons = [{"code": code, "text": text} for text, code in told.items()]
    shown = submitted.status.value == "published"
    return {
        "id": submitted.id,
        "status": submitted.status,
        "reasons": [] if shown else reasons,
        "model": submitted.model,
        "version": submitted.version,
    }


def _page(listing: Listing) -> Response:
    """What everybody sees of it, as it is sent."""
    return jsonify(PageOut().dump(list_comments(parts(), NOBODY, listing)))


def _digest(said: dict[str, Any], site: str, article: str) -> str:
    """What tells this submission from another: the address and all that was said."""
    author = [said["author"].id, said["author"].name] if said["author"] else None
    whole = json.dumps([site, article, said["text"], str(said["parent"]), author])
    return hashlib.sha256(whole.encode()).hexdigest()
