"""Approve or reject a comment, as a community manager."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_manager
from moderation.domain.comments import OUTCOME, Action
from moderation.domain.errors import Malformed
from moderation.storage import accounts, comments, decisions
from moderation.use_cases.steps.changing import comment_as_seen
from moderation.use_cases.steps.deciding import decide
from moderation.use_cases.steps.ruling import kept_with, reasons_under

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderation.domain.decisions import Reason
    from moderation.parts import Parts

LONGEST_NOTE = 1000


@dataclass(frozen=True)
class Choice:
    """What a manager chose: the action, for a rejection its reason, and a note for colleagues."""

    action: Action
    reason: str | None = None
    note: str | None = None


def decide_comment(parts: Parts, caller: Caller, comment_id: str, version: int, choice: Choice) -> int:
    """The id of the new decision; ``version`` is the comment's as the manager saw it.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
        NotFound: when there is no such comment.
        Malformed: when a rejection names no reason of the site's, or the comment is there already.
        Conflict: when somebody changed the comment since.
    """
    manager_id = require_manager(caller)
    _check(choice)
    with parts.database.writing() as session:
        comment = comment_as_seen(session, caller, comment_id, version)
        if comment.status is OUTCOME[choice.action]:
            raise Malformed(f"This comment is {comment.status.value} already.", code="already_so")
        reason = _reason(choice, reasons_under(session, comment.article))
        grounds = decisions.Grounds(
            manager=accounts.account_with(session, manager_id),
            reason=reason.code if reason else None,
            note=choice.note,
            rules=kept_with(reason),
        )
        revision = comments.latest_revision(session, comment_id)
        return decide(session, comment, revision, choice.action, grounds=grounds, now=parts.now()).id


def _check(choice: Choice) -> None:
    if choice.action not in {Action.PUBLISH, Action.REJECT}:
        raise Malformed("Approve or reject.", fields={"action": ["One of publish, reject."]})
    if choice.note is not None and len(choice.note) > LONGEST_NOTE:
        raise Malformed("The note is too long.", fields={"note": [f"At most {LONGEST_NOTE} characters."]})


def _reason(choice: Choice, reasons: Mapping[str, Reason]) -> Reason | None:
    """The reason of a rejection, as it stands now."""
    if choice.action is not Action.REJECT:
        return None
    reason = reasons.get(choice.reason or "")
    if reason is None:
        raise Malformed("A rejection needs a reason.", fields={"reason": [f"One of {', '.join(reasons)}."]})
    return reason
