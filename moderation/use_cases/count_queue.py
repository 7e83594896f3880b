"""Count the comments that wait for a manager, and those that are settled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_manager
from moderation.domain.comments import Status
from moderation.storage import queue

if TYPE_CHECKING:
    from moderation.parts import Parts


def count_queue(parts: Parts, caller: Caller) -> Mapping[Status, int]:
    """How many comments of those that the caller works on are in each status.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
    """
    require_manager(caller)
    with parts.database.reading() as session:
        return queue.counts(session, caller.areas)
