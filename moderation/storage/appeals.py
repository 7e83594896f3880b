"""Appeals: what authors ask to have looked at again, and what is still open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import Session, contains_eager, joinedload
from sqlalchemy.sql.expression import literal

from moderation.domain.callers import Area
from moderation.storage.areas import within
from moderation.storage.desk_tables import Appeal
from moderation.storage.tables import Article, Comment


def appeal_against(session: Session, decision_id: int) -> Appeal | None:
    """The appeal against this decision, if there is one."""
    return session.scalar(select(Appeal).where(Appeal.decision_id == decision_id))


def latest_of(session: Session, comment_id: str) -> Appeal | None:
    """The last appeal about this comment, if there is one."""
    asked = select(Appeal).where(Appeal.comment_id == comment_id).order_by(Appeal.id.desc()).limit(1)
    return session.scalar(asked)


def add_appeal(session: Session, appeal: Appeal) -> Appeal:
    """The appeal, kept."""
    session.add(appeal)
    session.flush()
    return appeal


def open_appeals(session: Session, comment_ids: Sequence[str]) -> dict[str, Appeal]:
    """The open appeal of each of these comments that has one, by comment id."""
    asked = (
        select(Appeal)
        .where(Appeal.settled_at.is_(None), Appeal.comment_id.in_(comment_ids))
        .order_by(Appeal.id)
        .options(joinedload(Appeal.decision))
    )
    return {appeal.comment_id: appeal for appeal in session.scalars(asked)}


def appeal_with(session: Session, appeal_id: int) -> Appeal:
    """The appeal of this number, which there is."""
    return session.scalars(select(Appeal).where(Appeal.id == appeal_id)).one()


def waiting_appealed(
    session: Session, areas: Sequence[Area], *, after: tuple[datetime, str] | None, limit: int
) -> Sequence[Comment]:
    """A page of the comments in these areas with an open appeal, in order of need, after the place already seen."""
    asked = (
        select(Comment)
        .join(Article, Article.id == Comment.article_id)
        .where(Comment.id.in_(_open()), within(areas))
        .order_by(Comment.queue_at, Comment.id)
        .options(contains_eager(Comment.article).joinedload(Article.site), joinedload(Comment.author))
    )
    if after is not None:
        seen = tuple_(literal(after[0], Comment.queue_at.type), literal(after[1]))
        asked = asked.where(tuple_(Comment.queue_at, Comment.id) > seen)
    return session.scalars(asked.limit(limit)).all()


def count_appealed(session: Session, areas: Sequence[Area]) -> int:
    """How many comments of these areas have an open appeal."""
    asked = select(func.count()).select_from(Comment).where(Comment.id.in_(_open()))
    if areas:
        asked = asked.join(Article, Article.id == Comment.article_id).where(within(areas))
    return session.scalar(asked) or 0


def _open() -> Select[str]:
    return select(Appeal.comment_id).where(Appeal.settled_at.is_(None))
