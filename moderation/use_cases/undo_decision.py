"""Undo the last decision on a comment, for as long as nobody decided after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_manager
from moderation.domain.comments import Action
from moderation.domain.errors import Conflict, Malformed
from moderation.storage import accounts, comments, decisions
from moderation.use_cases.steps.changing import DID, comment_within_reach, telling, who_decided
from moderation.use_cases.steps.deciding import decide
from moderation.use_cases.steps.past_decisions import is_undoable

if TYPE_CHECKING:
    from moderation.parts import Parts


def undo_decision(parts: Parts, caller: Caller, comment_id: str, decision_id: int) -> int:
    """The id of the decision that undoes; the comment is again where it was before.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
        NotFound: when there is no such comment.
        Conflict: when something was decided after it.
        Malformed: when it is not a manager's decision, or an undo itself.
    """
    manager_id = require_manager(caller)
    with parts.database.writing() as session:
        comment = comment_within_reach(session, caller, comment_id, to_change=True)
        history = decisions.history(session, comment_id)
        last = next(iter(history), None)
        if last is None or last.id != decision_id:
            since = telling(history)
            did = f"{who_decided(since)} {DID[since.action]} since." if since else ""
            raise Conflict(f"This can no longer be undone. {did}".strip())
        if not is_undoable(last):
            raise Malformed("Only a manager's decision can be undone.", code="not_undoable")
        grounds = decisions.Grounds(manager=accounts.account_with(session, manager_id), undoes=last)
        revision = comments.latest_revision(session, comment_id)
        return decide(session, comment, revision, Action.UNDO, grounds=grounds, now=parts.now()).id
