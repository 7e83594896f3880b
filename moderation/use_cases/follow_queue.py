"""Follow what colleagues do in a queue, and what comes in, while somebody has a page of it open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_manager
from moderation.domain.queues import Asked, Queue
from moderation.storage import claims, comments, decisions, queue
from moderation.use_cases.steps.past_decisions import PastDecision, past

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.tables import Comment

MOST_FOLLOWED = 100
"""More comments than a page can sensibly show are not followed."""


@dataclass(frozen=True)
class Pulse:
    """How the queue stands now: its lengths, how many colleagues are at work, what came in since, which comments
    somebody looks at, and what was decided last on those that changed.
    """

    counts: Mapping[Queue, int]
    colleagues: int
    arrived: int
    claims: Mapping[str, str]
    settled: Mapping[str, PastDecision]


def follow_queue(
    parts: Parts, caller: Caller, asked: Asked, seen: Mapping[str, int], since: str | None
) -> Pulse:
    """What happened to the comments that the page shows (``seen``: id to version), and how many came after ``since``.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
    """
    manager_id = require_manager(caller)
    now = parts.now()
    with parts.database.reading() as session:
        shown = _within_reach(session, caller, list(seen)[:MOST_FOLLOWED])
        return Pulse(
            counts=queue.counts(session, caller.areas, asked, now),
            colleagues=claims.colleagues(session, caller.areas, but=manager_id, now=now),
            arrived=queue.count(session, caller.areas, asked, now, since=since) if since else 0,
            claims=claims.claimed(session, [each.id for each in shown], but=manager_id, now=now),
            settled=_settled(session, [each for each in shown if each.version != seen[each.id]]),
        )


def _within_reach(session: Session, caller: Caller, comment_ids: Sequence[str]) -> list[Comment]:
    found = comments.comments_with(session, comment_ids).values()
    return [each for each in found if caller.works_on(each.article.site.slug, each.article.section_path)]


def _settled(session: Session, changed: Sequence[Comment]) -> dict[str, PastDecision]:
    """The last decision on each of these comments."""
    last = {comment.id: decisions.latest(session, comment.id) for comment in changed}
    return {comment_id: past(decision) for comment_id, decision in last.items() if decision is not None}
