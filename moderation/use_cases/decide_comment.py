"""Approve or reject a comment, as a community manager."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_manager
from moderation.domain.comments import OUTCOME
from moderation.domain.decisions import Choice, check_choice, reason_of
from moderation.domain.errors import Malformed
from moderation.storage import accounts, comments, decisions
from moderation.use_cases.steps.changing import comment_as_seen, refuse_gone
from moderation.use_cases.steps.deciding import decide
from moderation.use_cases.steps.ruling import kept_with, reasons_under

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts


def decide_comment(parts: Parts, caller: Caller, comment_id: str, version: int, choice: Choice) -> int:
    """The id of the new decision; ``version`` is the comment's as the manager saw it.

    What the policy did by itself may be confirmed: the comment stays where it is, and somebody has looked at it.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
        NotFound: when there is no such comment.
        Malformed: when a rejection names no reason of the site's, or a manager brought the comment there already.
        Conflict: when somebody changed the comment since, or its author took it back.
    """
    manager_id = require_manager(caller)
    check_choice(choice)
    with parts.database.writing() as session:
        comment = comment_as_seen(session, caller, comment_id, version)
        refuse_gone(comment)
        if comment.status is OUTCOME[choice.action] and _by_a_manager(session, comment_id):
            raise Malformed(f"This comment is {comment.status.value} already.", code="already_so")
        reason = reason_of(choice, reasons_under(session, comment.article))
        grounds = decisions.Grounds(
            manager=accounts.account_with(session, manager_id),
            reason=reason.code if reason else None,
            note=choice.note,
            rules=kept_with(reason),
        )
        revision = comments.latest_revision(session, comment_id)
        return decide(session, comment, revision, choice.action, grounds=grounds, now=parts.now()).id


def _by_a_manager(session: Session, comment_id: str) -> bool:
    last = decisions.latest_that_stands(session, comment_id)
    return last is not None and last.manager_id is not None
