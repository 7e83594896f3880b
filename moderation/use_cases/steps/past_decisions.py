"""What was decided on a comment, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.comments import Action, Status
from moderation.domain.findings import came_so
from moderation.use_cases.steps.ruling import reason_given

if TYPE_CHECKING:
    from moderation.storage.tables import Decision


@dataclass(frozen=True)
class PastDecision:
    """A decision in words: what was done, by whom (the policy when nobody), through which key if any, why and when.

    ``is_imported`` says that it was made on the system that the comment came from.
    """

    id: int
    action: Action
    before: Status
    after: Status
    by: str | None
    reason: str | None
    note: str | None
    model: str | None
    decided_at: datetime
    is_undo: bool
    key_id: int | None = None
    is_imported: bool = False


def is_undoable(decision: Decision) -> bool:
    """Whether a decision, being the latest on its comment, may be undone: a manager's, and not itself an undo."""
    return decision.manager_id is not None and decision.action is not Action.UNDO


def past(decision: Decision) -> PastDecision:
    """A decision in words."""
    reason = reason_given(decision)
    return PastDecision(
        id=decision.id,
        action=decision.action,
        before=decision.before,
        after=decision.after,
        by=decision.manager.name if decision.manager else None,
        reason=reason.label if reason else None,
        note=decision.note,
        model=decision.model,
        decided_at=decision.decided_at,
        is_undo=decision.action is Action.UNDO,
        key_id=decision.key_id,
        is_imported=decision.manager_id is None and came_so(decision.findings),
    )
