"""The managers' queue: what is held, in order of need, and what is settled. Lengths are counted, never kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, literal, select, tuple_
from sqlalchemy.orm import Session, contains_eager, joinedload

from moderation.domain.callers import Area
from moderation.domain.comments import Status
from moderation.storage.areas import within
from moderation.storage.tables import Article, Comment


def waiting(
    session: Session, areas: Sequence[Area], *, status: Status, after: tuple[datetime, str] | None, limit: int
) -> Sequence[Comment]:
    """A page of the comments in these areas and this status, after the (queue_at, id) already seen.

    What is held comes in order of need; what is settled comes the other way round, latest first.
    """
    is_held = status is Status.HELD
    place = tuple_(Comment.queue_at, Comment.id)
    order = (Comment.queue_at, Comment.id) if is_held else (Comment.queue_at.desc(), Comment.id.desc())
    asked = (
        select(Comment)
        .join(Article, Article.id == Comment.article_id)
        .where(Comment.status == status, within(areas))
        .order_by(*order)
        .options(contains_eager(Comment.article).joinedload(Article.site), joinedload(Comment.author))
    )
    if after is not None:
        seen = tuple_(literal(after[0], Comment.queue_at.type), literal(after[1]))
        asked = asked.where(place > seen if is_held else place < seen)
    return session.scalars(asked.limit(limit)).all()


def counts(session: Session, areas: Sequence[Area]) -> dict[Status, int]:
    """How many comments of these areas are in each status."""
    asked = select(Comment.status, func.count()).group_by(Comment.status)
    if areas:
        asked = asked.join(Article, Article.id == Comment.article_id).where(within(areas))
    counted = session.execute(asked)
    found = {status: number for status, number in counted}
    return {status: found.get(status, 0) for status in Status}
