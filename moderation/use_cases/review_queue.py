"""Read one of the managers' queues in the order asked for, with all that is needed to decide on each comment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_manager
from moderation.domain.promises import wait_target
from moderation.domain.queues import Asked, Place, Queue
from moderation.storage import claims, decisions, queue, sites
from moderation.use_cases.steps.reviewing import Review, reviews_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts

HELD = Asked()


@dataclass(frozen=True)
class QueuePage:
    """A page of a queue; ``next`` is the place to go on after, None at the end; counts are of what waits.

    ``waiting_since`` tells when the clock of the whole queue began, ``target`` how long anybody should wait at most
    (by the strictest of its sites), ``newest`` which comment came last of all,
    ``colleagues`` how many others are at work, ``decided_at`` when a manager last decided anything.
    """

    reviews: Sequence[Review]
    next: Place | None
    counts: Mapping[Queue, int]
    waiting_since: datetime | None
    target: timedelta | None
    newest: str | None
    colleagues: int
    decided_at: datetime | None


def review_queue(
    parts: Parts, caller: Caller, asked: Asked = HELD, *, after: Place | None = None, limit: int = 10
) -> QueuePage:
    """A page of the queue, after the place already seen.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
    """
    manager_id = require_manager(caller)
    now = parts.now()
    with parts.database.reading() as session:
        found = queue.waiting(session, caller.areas, asked, now=now, after=after, limit=limit + 1)
        page, more = found[:limit], found[limit:]
        return QueuePage(
            reviews=reviews_of(session, [comment for comment, _ in page], caller),
            next=page[-1][1] if more else None,
            counts=queue.counts(session, caller.areas, asked, now),
            waiting_since=queue.waiting_since(session, caller.areas, asked, now),
            target=_target(session, caller, asked),
            newest=queue.newest(session),
            colleagues=claims.colleagues(session, caller.areas, but=manager_id, now=now),
            decided_at=decisions.last_decided_at(session, caller.areas),
        )


def _target(session: Session, caller: Caller, asked: Asked) -> timedelta | None:
    """How soon the sites in question want their comments looked at; None when none of them says."""
    own = {area.site for area in caller.areas}
    named = {asked.area.site} if asked.area else own
    concerned = (site for site in sites.all_sites(session) if not named or site.slug in named)
    targets = (wait_target(sites.rules_of(site)) for site in concerned)
    return min((target for target in targets if target is not None), default=None)
