"""Answer an appeal: publish the comment after all, or let the decision stand and say why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.appeals import LONGEST_APPEAL, may_settle
from moderation.domain.callers import Caller, require_manager
from moderation.domain.comments import Action
from moderation.domain.errors import Conflict, Malformed, NotAllowed
from moderation.storage import accounts, appeals, comments, decisions
from moderation.use_cases.steps.changing import comment_as_seen
from moderation.use_cases.steps.deciding import decide
from moderation.use_cases.steps.ruling import kept_with, reason_given

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.desk_tables import Appeal


@dataclass(frozen=True)
class Answer:
    """What a manager answers an appeal: whether it is upheld, and what the author is told (needed to deny it)."""

    upholds: bool
    text: str = ""


def settle_appeal(parts: Parts, caller: Caller, comment_id: str, version: int, answer: Answer) -> int:
    """The id of the decision that answers the appeal, and can be undone like any other; then the appeal waits again.

    Raises:
        NotSignedIn, NotAllowed: for all but managers who had no part in it (a senior: who did not decide it).
        NotFound: when there is no such comment, or none that the caller works on.
        Malformed: when the answer is missing or too long.
        Conflict: when no appeal waits, or somebody changed the comment since.
    """
    manager_id = require_manager(caller)
    text = _checked(answer)
    with parts.database.writing() as session:
        comment = comment_as_seen(session, caller, comment_id, version)
        appeal = appeals.open_appeals(session, [comment_id]).get(comment_id)
        if appeal is None:
            raise Conflict("This appeal is answered already.", code="no_appeal")
        _check_impartial(session, caller, manager_id, appeal)
        appeal.answer = text or None
        reason = None if answer.upholds else reason_given(appeal.decision)
        action = Action.PUBLISH if answer.upholds else Action.REJECT
        grounds = decisions.Grounds(
            manager=accounts.account_with(session, manager_id),
            reason=reason.code if reason else None,
            rules=kept_with(reason),
            note="Upheld the appeal" if answer.upholds else "Denied the appeal",
        )
        revision = comments.latest_revision(session, comment_id)
        return decide(session, comment, revision, action, grounds=grounds, now=parts.now()).id


def _checked(answer: Answer) -> str:
    text = answer.text.strip()
    if not answer.upholds and not text:
        raise Malformed(
            "Tell the author why.", fields={"answer": ["Tell the author why the decision stands."]}
        )
    if len(text) > LONGEST_APPEAL:
        complaint = f"At most {LONGEST_APPEAL:,} characters."
        raise Malformed("The answer is too long.", fields={"answer": [complaint]})
    return text


def _check_impartial(session: Session, caller: Caller, manager_id: int, appeal: Appeal) -> None:
    history = decisions.history(session, appeal.comment_id)
    deciders = {each.manager_id for each in history if each.manager_id is not None}
    if not may_settle(caller.role, manager_id, appeal.decision.manager_id, deciders):
        raise NotAllowed(
            "Another community manager has to answer this appeal: you had a part in the decision.",
            code="own_decision",
        )
