"""An article's comments for the script that shows them in other people's pages: all of the first view in one answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask import Blueprint, Response, jsonify, request, url_for

from moderation.domain.comments import MAX_CHARACTERS
from moderation.domain.errors import NotFound
from moderation.schemas.comments import encode_cursor
from moderation.use_cases.acknowledge_warning import acknowledge_warning
from moderation.use_cases.count_notices import count_notices
from moderation.use_cases.find_newest import find_newest
from moderation.use_cases.list_comments import Listing, Page, list_comments
from moderation.use_cases.list_fresh import list_fresh
from moderation.use_cases.show_article import ShownArticle, show_article
from moderation.use_cases.show_sanction import show_sanction
from moderation.web.callers import caller, parts, reader
from moderation.web.embed.asking import listing
from moderation.web.embed.opening import id_at_page
from moderation.web.embed.remote_choosing import remote_choosing
from moderation.web.embed.remote_entrance import remote_entrance
from moderation.web.embed.showing import SORTS

if TYPE_CHECKING:
    from moderation.domain.callers import Caller
    from moderation.use_cases.steps.showing import ShownComment

remote = Blueprint("remote", __name__, url_prefix="/embed/<site:site>")
remote.register_blueprint(remote_entrance)
remote.register_blueprint(remote_choosing)


@remote.get("/articles/<article:article>")
def view(site: str, article: str) -> Response:
    """The comments that the address asks for, with the article and whoever reads; 304 while nothing has changed."""
    asked = listing(site, article)
    shown = _article(site, article)
    asked = replace(asked, article=shown.id)
    page = list_comments(parts(), reader(), asked)
    newest = find_newest(parts(), site, shown.id)
    return _unless_known(jsonify({**_head(site, shown), **_page(asked, page), "newest": newest}))


@remote.get("/articles/<article:article>/fresh/<uuid:after>")
def fresh(site: str, article: str, after: UUID) -> Response:
    """What others wrote after this comment, how many comments there are, and unread notices; 304 with nothing new."""
    found = list_fresh(parts(), reader(), site, article, str(after))
    told = [{**_comment(each), "thread": thread} for thread, each in found.comments]
    return _unless_known(
        jsonify({"total": found.total, "comments": told, "unread": count_notices(parts(), reader())})
    )


@remote.post("/understood/<int(max=2147483647):sanction>")
def understood(site: str, sanction: int) -> tuple[str, int]:
    """Say that a warning is understood."""
    acknowledge_warning(parts(), caller(), site, sanction)
    return "", 204


def _article(site: str, article: str) -> ShownArticle:
    """The article; for one that is unknown, when ``url`` says whose page it is, the one of that page, opened if need
    be.
    """
    try:
        return show_article(parts(), site, article)
    except NotFound as unknown:
        known = id_at_page(site, article, unknown)
    return show_article(parts(), site, known)


def _head(site: str, article: ShownArticle) -> dict[str, Any]:
    who = reader()
    sanction = show_sanction(parts(), who, site)
    return {
        "site": article.site_name,
        "article": article.id,
        "welcome": article.welcome,
        "is_open": article.is_open,
        "nudges": article.nudges,
        "edit_minutes": article.edit_minutes,
        "demands_address": parts().demands_address,
        "longest": MAX_CHARACTERS,
        "sorts": list(SORTS.items()),
        "page": url_for("embed.article", site=site, article=article.id, _external=True),
        "reader": who.name if who.is_reader else None,
        "kind": _kind(who),
        "unread": count_notices(parts(), who),
        "awaits_address": who.awaits_address,
        "takes_guests": article.takes_guests,
        "sanction": sanction
        and {
            "id": sanction.id,
            "kind": sanction.kind.value,
            "reason": sanction.reason,
            "ends_at": sanction.ends_at and sanction.ends_at.isoformat(),
        },
    }


def _kind(who: Caller) -> str | None:
    """As what the reader is signed in: with an account, by their site, or as a guest."""
    if who.author_id is None:
        return "account" if who.is_reader else None
    return "guest" if who.is_guest else "vouched"


def _page(asked: Listing, page: Page) -> dict[str, Any]:
    return {
        "total": page.total,
        "sort": asked.sort,
        "next": page.next and encode_cursor(page.next),
        "comments": [_thread(comment) for comment in page.comments],
        "root": page.root and _comment(page.root),
    }


def _thread(root: ShownComment) -> dict[str, Any]:
    """A comment with the beginning of its thread; ``more`` is the place after which it goes on, once ``unfolded``
    replies were shown.
    """
    ids = [reply.id for reply in root.replies]
    return {
        **_comment(root),
        "replies": [_comment(reply) for reply in root.replies],
        "hidden": root.hidden_replies,
        "unfolded": ids.index(root.unfold_after) + 1 if root.unfold_after else len(ids),
        "more": root.unfold_after and encode_cursor((0, root.unfold_after)),
    }


def _comment(shown: ShownComment) -> dict[str, Any]:
    return {
        "id": shown.id,
        "parent": shown.parent,
        "answers": shown.answers,
        "author": shown.author,
        "is_staff": shown.is_staff,
        "is_featured": shown.is_featured,
        "is_own": shown.is_own,
        "is_muted": shown.is_muted,
        "is_followed": shown.is_followed,
        "text": shown.text,
        "status": shown.status.value,
        "told": list(shown.told),
        "version": shown.version,
        "at": shown.created_at.isoformat(),
        "respects": shown.respects,
        "is_respected": shown.is_respected,
        "edited_at": shown.edited_at and shown.edited_at.isoformat(),
        "edit_until": shown.edit_until and shown.edit_until.isoformat(),
    }


def _unless_known(response: Response) -> Response:
    """The answer, or 304 when the browser has it already; it asks each time, and keeps one for each reader."""
    response.add_etag()
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.add("Authorization")
    response.make_conditional(request)
    return response
