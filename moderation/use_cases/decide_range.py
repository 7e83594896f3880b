"""Approve or reject all comments of a queue that score within a range, as one batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.batches import Range, between, fingerprint_of
from moderation.domain.callers import Caller, require_manager
from moderation.domain.decisions import Choice, check_choice
from moderation.domain.errors import Conflict
from moderation.storage import batches
from moderation.use_cases.steps.batching import Made, decide_as_seen

if TYPE_CHECKING:
    from moderation.parts import Parts


def decide_range(parts: Parts, caller: Caller, chosen: Range, fingerprint: str, choice: Choice) -> Made:
    """The batch; ``fingerprint`` is the range's as it was surveyed.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
        Malformed: when the choice is none, or the range holds no comment or too many.
        Conflict: when the range holds others than were surveyed, or one of them changed; nothing is done then.
    """
    manager_id = require_manager(caller)
    check_choice(choice)
    now = parts.now()
    with parts.database.writing() as session:
        scored = batches.scored(session, caller.areas, chosen.asked, chosen.attribute, now)
        inside = {each.id: each.version for each in between(scored, chosen.low, chosen.high)}
        if fingerprint_of(inside) != fingerprint:
            raise Conflict(
                f"The range has changed since you looked: it holds {len(inside):,} now. "
                "Nothing was done; look again.",
                code="batch_changed",
            )
        return decide_as_seen(session, caller, manager_id, inside, choice, asked=chosen.as_row(), now=now)
