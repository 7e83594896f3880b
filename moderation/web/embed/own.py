"""A reader's forms for a comment of their own: to edit it, to withdraw it, and to put it back."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from moderation.domain.errors import NotSignedIn, Refused
from moderation.domain.owning import Own
from moderation.use_cases.edit_comment import edit_comment
from moderation.use_cases.put_back_comment import put_back_comment
from moderation.use_cases.respect_comment import Respected, respect_comment
from moderation.use_cases.show_asked import show_asked
from moderation.use_cases.withdraw_comment import withdraw_comment
from moderation.web.callers import caller, csrf, parts, reader
from moderation.web.embed.asking import sent_text
from moderation.web.embed.asks import comment_page
from moderation.web.embed.entrance_forms import sign_in_first
from moderation.web.embed.showing import remember, remember_posted

own = Blueprint("own", __name__, url_prefix="/sites/<site:site>/comments/<uuid:comment>")


@own.before_request
def let_in() -> ResponseReturnValue | None:
    """Have whoever is not signed in sign in first, whether there is such a comment or not."""
    if request.method == "POST":
        csrf.protect()
    name = (request.endpoint or "").rpartition(".")[2]
    if reader().is_reader or name == "respect":  # which is of what everybody sees
        return None
    back = url_for("embed.me.comments") if name == "put_back" else request.path
    return sign_in_first(back, request.form.get("text", ""))


@own.get("/edit")
def edit(site: str, comment: UUID) -> ResponseReturnValue:
    """What the comment says, to be changed."""
    return comment_page("embed/edit.html", site, comment)


@own.post("/edit")
def edit_now(site: str, comment: UUID) -> ResponseReturnValue:
    """Edit a comment, then show what became of it; when it is refused, what was written stays in the form."""
    own = Own(site, str(comment), version=_version() or 0)
    try:
        edited = edit_comment(parts(), caller(), own, sent_text())
    except Refused as refusal:
        return comment_page("embed/edit.html", site, comment, refusal)
    remember_posted(str(comment), edited.status, is_reply=False)
    return _there(site, comment)


@own.get("/withdraw")
def withdraw(site: str, comment: UUID) -> ResponseReturnValue:
    """What withdrawing means, and the button for it."""
    return comment_page("embed/withdraw.html", site, comment)


@own.post("/withdraw")
def withdraw_now(site: str, comment: UUID) -> ResponseReturnValue:
    """Withdraw a comment, then show its place."""
    try:
        withdraw_comment(parts(), caller(), Own(site, str(comment), version=_version()))
    except Refused as refusal:
        return comment_page("embed/withdraw.html", site, comment, refusal)
    remember(str(comment), "You withdrew your comment.")
    return _there(site, comment)


@own.post("/put-back")
def put_back(site: str, comment: UUID) -> ResponseReturnValue:
    """Put a withdrawn comment back, then show what became of it."""
    try:
        put = put_back_comment(parts(), caller(), Own(site, str(comment), version=_version()))
    except Refused as refusal:
        return comment_page("embed/withdraw.html", site, comment, refusal)
    remember_posted(str(comment), put.status, is_reply=False)
    return _there(site, comment)


@own.post("/respect")
def respect(site: str, comment: UUID) -> ResponseReturnValue:
    """Respect somebody else's comment, or no longer, then show it."""
    respected = Respected(site, str(comment), request.form.get("given") == "yes")
    try:
        respect_comment(parts(), caller(), respected)
    except NotSignedIn:
        return sign_in_first(_address(site, comment))
    except Refused as refusal:
        return comment_page("embed/withdraw.html", site, comment, refusal)
    return _there(site, comment)


def _there(site: str, comment: UUID) -> ResponseReturnValue:
    """The comment in its place."""
    return redirect(_address(site, comment), 303)


def _address(site: str, comment: UUID) -> str:
    """Where the comment stands.

    Raises:
        NotFound: when there is none that the reader may see.
    """
    article = show_asked(parts(), reader(), site, str(comment)).article
    anchor = f"comment-{comment}"
    return url_for("embed.article", site=site, article=article, show=comment, _anchor=anchor)


def _version() -> int | None:
    """The version that the form was made for."""
    said = request.form.get("version", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None
