"""What was done at the desk, in words, and which of it can still be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.acts import did, last_standing
from moderation.domain.callers import Caller
from moderation.storage import acts
from moderation.use_cases.steps.undoing import TOLD_BY, done, role_to_undo

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.desk_tables import Act


@dataclass(frozen=True)
class PastAct:
    """An act in words: who (nobody: the command line) did what and why, and on which comment if it was one.

    ``is_undone`` says that somebody took it back, ``is_undo`` that it took something back.
    """

    id: int
    by: str | None
    did: str
    note: str | None
    acted_at: datetime
    comment: str | None
    is_undo: bool
    is_undone: bool
    may_undo: bool


def past_acts(session: Session, caller: Caller, found: Sequence[Act]) -> list[PastAct]:
    """These acts in words, in their order."""
    known = [
        done(act) for act in acts.acts_on_any(session, list({act.subject for act in found})) if _is_ours(act)
    ]
    notes = acts.notes_of(session, found)
    undone = {each.undoes for each in known}
    return [
        PastAct(
            id=act.id,
            by=act.manager.name if act.manager else None,
            did=did(act.deed, act.before if act.undoes_id else act.after),
            note=notes.get(act.id),
            acted_at=act.acted_at,
            comment=act.subject.partition(" ")[2] if act.subject.startswith("comment ") else None,
            is_undo=act.undoes_id is not None,
            is_undone=act.id in undone,
            may_undo=caller.role.reaches(role_to_undo(act))
            and last_standing(known, done(act).touches) == act.id,
        )
        for act in found
        if _is_ours(act)
    ]


def _is_ours(act: Act) -> bool:
    """Whether it is one of those that can be undone."""
    return act.deed in TOLD_BY
