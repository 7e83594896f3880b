"""The managers' queue: what is held, in order of need, and what is settled. Lengths are counted, never kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, literal, select, tuple_
from sqlalchemy.orm import Session, joinedload

from moderation.domain.comments import Status
from moderation.storage.tables import Article, Comment


def waiting(
    session: Session, *, status: Status, after: tuple[datetime, str] | None, limit: int
) -> Sequence[Comment]:
    """A page of the comments in this status, after the (queue_at, id) already seen.

    What is held comes in order of need; what is settled comes the other way round, latest first.
    """
    is_held = status is Status.HELD
    place = tuple_(Comment.queue_at, Comment.id)
    order = (Comment.queue_at, Comment.id) if is_held else (Comment.queue_at.desc(), Comment.id.desc())
    asked = (
        select(Comment)
        .where(Comment.status == status)
        .order_by(*order)
        .options(joinedload(Comment.article).joinedload(Article.site), joinedload(Comment.author))
    )
    if after is not None:
        seen = tuple_(literal(after[0], Comment.queue_at.type), literal(after[1]))
        asked = asked.where(place > seen if is_held else place < seen)
    return session.scalars(asked.limit(limit)).all()


def counts(session: Session) -> dict[Status, int]:
    """How many comments are in each status."""
    counted = session.execute(select(Comment.status, func.count()).group_by(Comment.status))
    found = {status: number for status, number in counted}
    return {status: found.get(status, 0) for status in Status}
