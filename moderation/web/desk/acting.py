"""What is done beside deciding: featuring a comment, moving or closing its thread, and taking such things back."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from moderation.domain.articles import Mode
from moderation.domain.callers import require_manager
from moderation.domain.errors import Conflict, Malformed, NotFound
from moderation.use_cases.feature_comment import feature_comment
from moderation.use_cases.move_comment import move_comment
from moderation.use_cases.offer_articles import offer_articles
from moderation.use_cases.review_comment import review_comment
from moderation.use_cases.set_thread_mode import set_thread_mode
from moderation.use_cases.undo_act import undo_act
from moderation.web.callers import caller, parts
from moderation.web.desk.deciding import keeping_what_was_said
from moderation.web.desk.forms import number, way_back, words
from moderation.web.desk.messages import tell
from moderation.web.desk.showing import room_page
from moderation.web.errors import status_of

acting = Blueprint("acting", __name__)


@acting.before_request
def let_in() -> None:
    """Refuse all but community managers to act, before a word of the form is read."""
    if request.method == "POST":
        require_manager(caller())


@acting.post("/comments/<uuid:comment_id>/feature")
@keeping_what_was_said
def feature(comment_id: str) -> ResponseReturnValue:
    """Feature a comment, or take it from the featured ones."""
    is_featured = words("featured") == "yes"
    act = feature_comment(parts(), caller(), comment_id, number("version"), is_featured=is_featured)
    author = review_comment(parts(), caller(), comment_id).author
    done = "Featured {}’s comment." if is_featured else "{}’s comment is featured no more."
    return _done(comment_id, done.format(author), act)


@acting.post("/comments/<uuid:comment_id>/mode")
@keeping_what_was_said
def mode(comment_id: str) -> ResponseReturnValue:
    """Say how the article of a comment takes comments."""
    review = review_comment(parts(), caller(), comment_id)
    act = set_mode(review.site, review.article)
    return _done(comment_id, said_of(mode_in("mode"), review.article_title), act)


@acting.get("/comments/<uuid:comment_id>/move")
def move_form(comment_id: UUID) -> ResponseReturnValue:
    """The articles that a comment's thread can be moved to."""
    return _move_page(str(comment_id))


@acting.post("/comments/<uuid:comment_id>/move")
def move(comment_id: UUID) -> ResponseReturnValue:
    """Move the thread that begins with this comment."""
    try:
        act = move_comment(parts(), caller(), str(comment_id), number("version"), words("article"))
    except (Conflict, Malformed) as refusal:
        return _move_page(str(comment_id), refusal)
    title = review_comment(parts(), caller(), str(comment_id)).article_title
    return _done(str(comment_id), f"Moved the thread to “{title}”, where it is checked anew.", act)


@acting.post("/acts/<int(max=2147483647):act_id>/undo")
def undo(act_id: int) -> ResponseReturnValue:
    """Take an act back, so that everything is as it was before it; when that is too late, the page says why."""
    back = way_back(url_for("desk.queue"))
    try:
        undo_act(parts(), caller(), act_id)
    except (Conflict, Malformed) as refusal:
        tell(refusal.message)
        return redirect(back, 303)
    tell("Taken back: everything is as it was before.")
    return redirect(back, 303)


def set_mode(site: str, article: str) -> int:
    """The act by which the form said how the article takes comments."""
    return set_thread_mode(parts(), caller(), site, article, mode_in("mode"), seen=mode_in("seen"))


def mode_in(field: str) -> Mode | None:
    """The mode that a field of the form says; nothing is as the rules say.

    Raises:
        Malformed: when there is no such mode.
    """
    said = words(field)
    if said and said not in set(Mode):
        raise Malformed("There is no such mode.", fields={field: [f"One of {', '.join(Mode)}, or nothing."]})
    return Mode(said) if said else None


def said_of(mode: Mode | None, title: str) -> str:
    """What was done, for the message: "Closed the thread under “…”."."""
    return {
        Mode.CLOSED: f"Closed the thread under “{title}”.",
        Mode.PRE: f"From now on every comment under “{title}” is looked at first.",
    }.get(mode or Mode.OPEN, f"The thread under “{title}” is as the rules say.")


def _done(comment_id: str, text: str, act: int) -> ResponseReturnValue:
    """To the comment as it is now, with its way back to where the manager was."""
    tell(text, comment=comment_id, act=act)
    back = way_back(url_for("desk.queue"))
    return redirect(url_for("desk.comment", comment_id=comment_id, back=back), 303)


def _move_page(comment_id: str, refusal: Conflict | Malformed | None = None) -> ResponseReturnValue:
    looked_for = request.args.get("words", "")[:200]
    if "\x00" in looked_for:
        raise NotFound("No title has such a character.")
    return room_page(
        "move.html",
        "Queue",
        status=status_of(refusal) if refusal else 200,
        offer=offer_articles(parts(), caller(), comment_id, looked_for),
        comment_id=comment_id,
        looked_for=looked_for,
        refusal=refusal,
        back=way_back(url_for("desk.comment", comment_id=comment_id)),
    )
