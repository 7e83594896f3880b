"""Approving, rejecting, replying and undoing: each a form that works without script, each with a way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from moderation.domain.callers import require_manager
from moderation.domain.comments import Action, Status
from moderation.domain.decisions import Choice
from moderation.domain.errors import Conflict, Malformed
from moderation.use_cases.decide_comment import decide_comment
from moderation.use_cases.reply_to_comment import REPLIED, reply_to_comment
from moderation.use_cases.review_comment import review_comment
from moderation.use_cases.undo_decision import undo_decision
from moderation.web.callers import caller, parts
from moderation.web.desk.forms import message, number, way_back, words
from moderation.web.desk.messages import tell
from moderation.web.desk.showing import comment_page

if TYPE_CHECKING:
    from moderation.use_cases.steps.reviewing import Review

deciding = Blueprint("deciding", __name__, url_prefix="/comments/<uuid:comment_id>")


Deciding = Callable[[str], ResponseReturnValue]


@deciding.before_request
def let_in() -> None:
    """Refuse all but community managers, before a word of the form is read."""
    require_manager(caller())


def keeping_what_was_said(decides: Deciding) -> Callable[[UUID], ResponseReturnValue]:
    """The route; what it refuses is answered with the comment as it is now, and with what was written kept."""

    @wraps(decides)
    def route(comment_id: UUID) -> ResponseReturnValue:
        try:
            return decides(str(comment_id))
        except (Conflict, Malformed) as refusal:
            return comment_page(str(comment_id), refusal=refusal)

    return route


@deciding.post("/approve")
@keeping_what_was_said
def approve(comment_id: str) -> ResponseReturnValue:
    """Publish a comment."""
    return _decide(comment_id, Choice(Action.PUBLISH), "Approved {}’s comment.")


@deciding.post("/reject")
@keeping_what_was_said
def reject(comment_id: str) -> ResponseReturnValue:
    """Reject a comment for one of the site's reasons, with words to its author and a note for colleagues, if any."""
    choice = Choice(
        Action.REJECT,
        reason=words("reason") or None,
        note=words("note").strip() or None,
        told=message("told") or None,
    )
    return _decide(comment_id, choice, "Rejected {}’s comment: {}.")


@deciding.post("/reply")
@keeping_what_was_said
def reply(comment_id: str) -> ResponseReturnValue:
    """Answer a comment with the managers' badge; a held one is published with its answer."""
    review = review_comment(parts(), caller(), comment_id)
    reply_to_comment(parts(), caller(), comment_id, number("version"), message("text"))
    otherwise = url_for("desk.comment", comment_id=comment_id)
    if review.status is not Status.HELD:
        tell(f"Replied to {review.author}.", comment=comment_id)
        return redirect(otherwise, 303)
    decision = review_comment(parts(), caller(), comment_id).history[0].id
    tell(f"Approved {review.author}’s comment with your reply.", comment=comment_id, decision=decision)
    return redirect(way_back(otherwise), 303)


@deciding.post("/undo")
@keeping_what_was_said
def undo(comment_id: str) -> ResponseReturnValue:
    """Take the last decision back, so that the comment is again where it was."""
    undo_decision(parts(), caller(), comment_id, number("decision"))
    review = review_comment(parts(), caller(), comment_id)
    told = f"Undone: {review.author}’s comment is {review.status.value} again."
    tell(f"{told} {_left_of_the_reply(review)}".strip(), comment=comment_id)
    return redirect(way_back(url_for("desk.comment", comment_id=comment_id)), 303)


def _left_of_the_reply(review: Review) -> str:
    """What became of the reply, when the decision just undone had published the comment with one."""
    if len(review.history) < 2 or review.history[1].note != REPLIED:
        return ""
    return "The reply to it stays published." if review.parent else "The reply is hidden with it."


def _decide(comment_id: str, choice: Choice, done: str) -> ResponseReturnValue:
    decision = decide_comment(parts(), caller(), comment_id, number("version"), choice)
    review = review_comment(parts(), caller(), comment_id)
    why = (review.history[0].reason or "").lower()
    tell(done.format(review.author, why), comment=comment_id, decision=decision)
    return redirect(way_back(url_for("desk.queue")), 303)
