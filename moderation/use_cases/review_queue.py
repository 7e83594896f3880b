"""Read the managers' queue in order of need, with all that is needed to decide on each comment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_manager
from moderation.domain.comments import Status
from moderation.storage import decisions, queue
from moderation.use_cases.steps.reviewing import Review, review_of

if TYPE_CHECKING:
    from moderation.parts import Parts


@dataclass(frozen=True)
class QueuePage:
    """A page of the queue; ``next`` is the place to go on after, None at the end; counts are by status.

    ``decided_at`` is when a manager last decided anything.
    """

    reviews: Sequence[Review]
    next: tuple[datetime, str] | None
    counts: Mapping[Status, int]
    decided_at: datetime | None


def review_queue(
    parts: Parts,
    caller: Caller,
    status: Status,
    *,
    after: tuple[datetime, str] | None = None,
    limit: int = 10,
) -> QueuePage:
    """A page of the comments in a status, those that need a human most first.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
    """
    require_manager(caller)
    with parts.database.reading() as session:
        found = queue.waiting(session, caller.areas, status=status, after=after, limit=limit + 1)
        page, more = found[:limit], found[limit:]
        return QueuePage(
            reviews=[review_of(session, comment, caller) for comment in page],
            next=(page[-1].queue_at, page[-1].id) if more else None,
            counts=queue.counts(session, caller.areas),
            decided_at=decisions.last_decided_at(session),
        )
