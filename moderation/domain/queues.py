"""The queues of the desk, in which orders they are read, and what narrows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from moderation.domain.callers import Area


class Queue(StrEnum):
    """What is asked for: what waits for a manager, what is settled, and two ways of looking back."""

    HELD = "held"
    REPORTED = "reported"
    APPEALED = "appealed"
    UNSCORED = "unscored"
    PUBLISHED = "published"
    REJECTED = "rejected"
    UNSEEN = "unseen"  # published by the policy in the last days, and decided on by no manager
    DISPUTED = "disputed"  # managers decided otherwise than the policy


WAITING = (Queue.HELD, Queue.REPORTED, Queue.APPEALED, Queue.UNSCORED)
"""The queues that somebody waits in: only these are counted, and have a clock."""

UNSEEN_FOR = timedelta(days=3)
DISPUTED_FOR = timedelta(days=30)
"""How far back the two go."""


Place = tuple[datetime | float | str, str]
"""Where a page of a queue ended: what its order compares of the last comment, and that comment's id."""


class Order(StrEnum):
    """Which comment comes first."""

    NEED = "need"
    NEWEST = "newest"
    OLDEST = "oldest"
    REPORTS = "reports"
    SCORE = "score"


@dataclass(frozen=True)
class Asked:
    """A queue, narrowed to an area and a language, in an order; ``attribute`` is whose score orders by SCORE.

    Without an order it is the queue's own: what waits by need, what is settled latest first.
    """

    queue: Queue = Queue.HELD
    area: Area | None = None
    language: str | None = None
    order: Order | None = None
    attribute: str | None = None

    @property
    def in_order(self) -> Order:
        """The order that applies: looking back, nothing but time orders what is settled."""
        if self.queue in WAITING or self.queue is Queue.UNSEEN:
            return self.order or Order.NEED
        return self.order if self.order in {Order.NEWEST, Order.OLDEST} else Order.NEWEST

    @property
    def compares(self) -> type[datetime | float | str]:
        """What kind of thing the order compares: the first half of a place."""
        if self.in_order is Order.NEED and self.queue not in {Queue.UNSEEN, Queue.REPORTED}:
            return datetime
        return str if self.in_order in {Order.NEWEST, Order.OLDEST} else float

    @property
    def is_narrowed(self) -> bool:
        """Whether less than the whole queue is asked for."""
        return self.area is not None or self.language is not None
