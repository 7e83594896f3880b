"""What the orders of a queue compare of each comment."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Double, and_, case, cast, exists, extract, func, select

from moderation.domain.appeals import Ground
from moderation.domain.need import HEAD_START
from moderation.domain.queues import Asked, Order, Queue
from moderation.storage.comments import says_now
from moderation.storage.desk_tables import Report
from moderation.storage.tables import Comment, Revision

BEFORE_ALL = 1e10
"""Some three hundred years, in seconds."""


def key_of(asked: Asked) -> tuple[Any, bool]:
    """What the order compares, before the id, and whether the greatest comes first."""
    order = asked.in_order
    if order is Order.NEED and asked.queue is Queue.UNSEEN:
        return func.coalesce(Comment.need[0].as_float(), 0.0), True
    if order is Order.NEED and asked.queue is Queue.REPORTED:
        return _reported_need(), True
    if order is Order.NEED:
        return Comment.queue_at, False
    if order is Order.REPORTS:
        return _open_reports(), True
    if order is Order.SCORE:
        return score_of(asked.attribute or ""), True
    return Comment.id, order is Order.NEWEST


def _reported_need() -> ColumnElement[float]:
    """How much a reported comment needs somebody, so that the greatest comes first: how long ago the oldest of its open
    reports was made, moved back by the comment's head start. What is said to be illegal comes before all else.
    """
    open_ones = and_(Report.comment_id == Comment.id, Report.settled_at.is_(None))
    first = select(func.min(extract("epoch", Report.made_at))).where(open_ones).correlate(Comment)
    said_illegal = exists().where(open_ones, Report.ground == Ground.ILLEGAL)
    risk, reach, doubt = (func.coalesce(Comment.need[part].as_float(), 0.0) for part in range(3))
    head_start = risk * (0.5 + 0.25 * reach + 0.25 * doubt) * HEAD_START.total_seconds()
    came = cast(first.scalar_subquery(), Double) - head_start
    return case((said_illegal, BEFORE_ALL - came), else_=-came)


def score_of(attribute: str) -> ColumnElement[float]:
    """The score of what the outer query's comment says now; below 0 when it has none."""
    score = (
        select(Revision.scores[attribute].as_float()).where(says_now()).correlate(Comment).scalar_subquery()
    )
    return func.coalesce(score, -1.0)


def _open_reports() -> ColumnElement[int]:
    return (
        select(func.count())
        .where(Report.comment_id == Comment.id, Report.settled_at.is_(None))
        .correlate(Comment)
        .scalar_subquery()
    )
