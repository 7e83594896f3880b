"""What readers choose, and are told, in a page of their site: whom they mute, which threads they follow, notices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask import Blueprint, Response, jsonify, request, url_for

from moderation.use_cases.follow_thread import follow_thread
from moderation.use_cases.list_choices import list_choices
from moderation.use_cases.list_notices import list_notices
from moderation.use_cases.mute_author import mute_author
from moderation.use_cases.unmute_author import unmute_author
from moderation.web.callers import caller, parts

if TYPE_CHECKING:
    from moderation.use_cases.steps.reading_notices import ToldNotice

LATEST = 20
"""How many notices come at once; the reader's own pages have the rest."""

remote_choosing = Blueprint("choosing", __name__)


@remote_choosing.get("/notices")
def notices(**_site: str) -> Response:
    """What the reader is told at this site; it is read once it was asked for."""
    told = list_notices(parts(), caller(), limit=LATEST).notices
    answer = jsonify({"notices": [_notice(each) for each in told]})
    answer.headers["Cache-Control"] = "no-store"
    return answer


@remote_choosing.get("/choices")
def choices(**_site: str) -> Response:
    """The threads that the reader follows at this site, and whom they have muted here."""
    chosen = list_choices(parts(), caller())
    answer = jsonify(
        {
            "follows": [
                {
                    "comment": each.comment,
                    "author": each.author,
                    "article": each.article,
                    "under": each.article_title,
                    "page": _page(each.site, each.article, each.comment, each.address),
                }
                for each in chosen.follows
            ],
            "mutes": [{"author": each.author, "name": each.name} for each in chosen.mutes],
        }
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@remote_choosing.delete("/muted/<int(max=2147483647):author_id>")
def unmute(author_id: int, **_site: str) -> tuple[str, int]:
    """Read an author again, also one of whom nothing shows."""
    unmute_author(parts(), caller(), author_id)
    return "", 204


@remote_choosing.route("/comments/<uuid:comment>/mute", methods=["PUT", "DELETE"])
def mute(site: str, comment: UUID) -> tuple[str, int]:
    """Mute the comment's author for the reader, or read them again."""
    mute_author(parts(), caller(), site, str(comment), muted=request.method == "PUT")
    return "", 204


@remote_choosing.route("/comments/<uuid:comment>/follow", methods=["PUT", "DELETE"])
def follow(site: str, comment: UUID) -> tuple[str, int]:
    """Tell the reader of what is written in the comment's thread, or no more."""
    follow_thread(parts(), caller(), site, str(comment), followed=request.method == "PUT")
    return "", 204


def _notice(told: ToldNotice) -> dict[str, Any]:
    place = told.place
    return {
        "title": told.title,
        "text": told.text,
        "at": told.due_at.isoformat(),
        "is_new": told.is_new,
        "comment": told.comment,
        "article": place and place.article,
        "under": place and place.title,
        "page": place and _page(place.site, place.article, told.comment, place.address),
    }


def _page(site: str, article: str, comment: str | None, address: str | None) -> str:
    """The article's own page, or ours where that is not known, with this comment in sight."""
    return address or url_for("embed.article", site=site, article=article, show=comment, _external=True)
