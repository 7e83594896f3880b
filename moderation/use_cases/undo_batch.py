"""Undo a batch: every comment on which nobody decided since goes back to where it was before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_manager
from moderation.domain.comments import Action
from moderation.domain.errors import Conflict, Malformed, NotFound
from moderation.storage import batches
from moderation.use_cases.steps.deciding import undo_many

if TYPE_CHECKING:
    from moderation.parts import Parts


@dataclass(frozen=True)
class Undone:
    """How many comments went back, and how many did not, for somebody decided on them since."""

    count: int
    left: int


def undo_batch(parts: Parts, caller: Caller, batch_id: int) -> Undone:
    """What was undone of the batch; comments that the caller does not work on are left as they are.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
        NotFound: when there is no such batch, or none of anything that the caller works on.
        Malformed: when it is itself an undo, or a ban made it (whose own undo brings its comments back).
        Conflict: when nothing of it is left to undo.
    """
    manager_id = require_manager(caller)
    now = parts.now()
    with parts.database.writing() as session:
        batch = batches.batch_with(session, batch_id)
        size = batches.sizes_within(session, caller.areas, [batch]).get(batch.id)
        if size is None:
            raise NotFound("There is no such batch.", code="unknown_batch")
        if batch.action is Action.UNDO or "sanction" in batch.asked:
            raise Malformed("Only a batch of decisions can be undone here.", code="not_undoable")
        batches.versions_of(session, caller.areas, batches.standing(session, batch_id))
        mine = batches.standing(session, batch_id, caller.areas)
        if not mine:
            raise Conflict("Nothing of this is left to undo: every comment was decided on since.")
        undo_many(session, batch, mine, grounds=batches.Grounds(manager_id), now=now)
        return Undone(len(mine), size - len(mine))
