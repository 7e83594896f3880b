"""What readers choose for themselves: to mute an author, to follow a thread, and to take either back."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from moderation.domain.errors import Conflict
from moderation.use_cases.follow_thread import follow_thread
from moderation.use_cases.list_choices import list_choices
from moderation.use_cases.mute_author import mute_author
from moderation.use_cases.show_asked import show_asked
from moderation.use_cases.unfollow_thread import unfollow_thread
from moderation.use_cases.unmute_author import unmute_author
from moderation.web.callers import caller, csrf, parts, reader
from moderation.web.embed.asking import is_comment_id
from moderation.web.embed.me import me, own_page, tell
from moderation.web.embed.showing import words
from moderation.web.errors import status_of

choosing = Blueprint("choosing", __name__, url_prefix="/sites/<site:site>/comments/<uuid:comment>")


@choosing.before_request
def let_in() -> ResponseReturnValue | None:
    """Send whoever is not signed in to sign in first."""
    if reader().account_id is not None:
        return None
    return redirect(url_for("embed.entrance.sign_in", next=request.path), 303)


@choosing.get("/mute")
def mute(site: str, comment: UUID) -> ResponseReturnValue:
    """What muting does, and the form for it."""
    return _page("embed/mute.html", site, comment)


@choosing.post("/mute")
def mute_now(site: str, comment: UUID) -> ResponseReturnValue:
    """Mute the comment's author."""
    csrf.protect()
    try:
        mute_author(parts(), caller(), site, str(comment))
    except Conflict as refusal:
        return _page("embed/mute.html", site, comment, refusal)
    return _back(site, comment)


@choosing.get("/follow")
def follow(site: str, comment: UUID) -> ResponseReturnValue:
    """What following does, and the form for it."""
    return _page("embed/follow.html", site, comment)


@choosing.post("/follow")
def follow_now(site: str, comment: UUID) -> ResponseReturnValue:
    """Follow the comment's thread, and say so: what is written under the article looks the same afterwards."""
    csrf.protect()
    follow_thread(parts(), caller(), site, str(comment))
    return redirect(url_for("embed.choosing.follow", site=site, comment=comment), 303)


@me.get("/following")
def following() -> str:
    """The threads that the reader follows, and whom they have muted."""
    return own_page("following", choices=list_choices(parts(), caller()))


@me.post("/following/end")
def end_following() -> ResponseReturnValue:
    """Follow a thread no more."""
    thread = request.form.get("thread", "")
    if is_comment_id(thread):
        unfollow_thread(parts(), caller(), thread)
        tell("You no longer follow that thread.")
    return redirect(url_for("embed.me.following"), 303)


@me.post("/muted/end")
def end_mute() -> ResponseReturnValue:
    """Read an author again."""
    author = request.form.get("author", type=int)
    if author is None or not 0 < author < 2**31:
        raise BadRequest
    unmute_author(parts(), caller(), author)
    tell("You read them again.")
    return redirect(url_for("embed.me.following"), 303)


def _page(template: str, site: str, comment: UUID, refusal: Conflict | None = None) -> ResponseReturnValue:
    asked = show_asked(parts(), reader(), site, str(comment))
    message = refusal.message if refusal else ""
    page = render_template(template, asked=asked, site=site, visitor=reader(), message=message, **words())
    return page, status_of(refusal) if refusal else 200


def _back(site: str, comment: UUID) -> ResponseReturnValue:
    """To the comment, under its article."""
    article = show_asked(parts(), reader(), site, str(comment)).article
    anchor = f"comment-{comment}"
    return redirect(url_for("embed.article", site=site, article=article, show=comment, _anchor=anchor), 303)
