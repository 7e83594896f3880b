"""The managers' queue: what is held, in order of need. Its length is counted from the rows, never kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from moderation.domain.comments import Status
from moderation.storage.tables import Article, Comment


def waiting(
    session: Session, *, status: Status, after: tuple[datetime, str] | None, limit: int
) -> Sequence[Comment]:
    """A page of the comments in this status in order of need, after the (queue_at, id) already seen."""
    asked = (
        select(Comment)
        .where(Comment.status == status)
        .order_by(Comment.queue_at, Comment.id)
        .options(joinedload(Comment.article).joinedload(Article.site), joinedload(Comment.author))
    )
    if after is not None:
        at, comment_id = after
        asked = asked.where((Comment.queue_at > at) | ((Comment.queue_at == at) & (Comment.id > comment_id)))
    return session.scalars(asked.limit(limit)).all()


def counts(session: Session) -> dict[Status, int]:
    """How many comments are in each status."""
    counted = session.execute(select(Comment.status, func.count()).group_by(Comment.status))
    found = {status: number for status, number in counted}
    return {status: found.get(status, 0) for status in Status}
