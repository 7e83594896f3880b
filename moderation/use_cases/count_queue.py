"""Count the comments that wait for a manager."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_manager
from moderation.domain.queues import Asked, Queue
from moderation.storage import queue

if TYPE_CHECKING:
    from moderation.parts import Parts

EVERYTHING = Asked()


def count_queue(parts: Parts, caller: Caller, asked: Asked = EVERYTHING) -> Mapping[Queue, int]:
    """How many comments of those that the caller works on wait in each queue, narrowed as asked.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
    """
    require_manager(caller)
    with parts.database.reading() as session:
        return queue.counts(session, caller.areas, asked, parts.now())
