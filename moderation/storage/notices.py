"""The outbox: what people are to be told, from when on, and what was called off or seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, insert, or_, select, update
from sqlalchemy.orm import Session

from moderation.domain.comments import Status
from moderation.domain.notices import News
from moderation.storage.desk_tables import Notice
from moderation.storage.own_tables import Mute
from moderation.storage.tables import Comment


def add_notices(session: Session, notices: Sequence[Notice]) -> None:
    """Have these told when they are due; thousands at once take one question."""
    columns = [column.key for column in Notice.__table__.columns if column.key != "id"]
    rows = [{name: getattr(notice, name) for name in columns} for notice in notices]
    session.flush()
    if rows:
        session.execute(insert(Notice), rows)


def caused_by(session: Session, causes: Sequence[str]) -> Sequence[Notice]:
    """All notices with one of these causes, in the order they were made."""
    if not causes:
        return []
    return session.scalars(select(Notice).where(Notice.cause.in_(causes)).order_by(Notice.id)).all()


def pending_about(session: Session, comment_ids: Sequence[str], now: datetime) -> Sequence[Notice]:
    """What is to be told about these comments and is neither due nor called off, oldest first."""
    asked = select(Notice).where(
        Notice.due_at > now, Notice.called_off_at.is_(None), Notice.comment_id.in_(comment_ids)
    )
    return session.scalars(asked.order_by(Notice.id)).all()


def notices_with(session: Session, notice_ids: Sequence[int]) -> Sequence[Notice]:
    """These notices."""
    return session.scalars(select(Notice).where(Notice.id.in_(notice_ids))).all() if notice_ids else []


@dataclass(frozen=True)
class Whom:
    """Who is told: these authors; and an account, of what it is alerted to at the desk."""

    author_ids: Sequence[int]
    account_id: int | None = None


@dataclass(frozen=True)
class Stretch:
    """Which of somebody's notices, newest first: so many, told by now, after the one of a moment and number."""

    now: datetime
    limit: int
    after: tuple[datetime, int] | None = None


def told_to(session: Session, whom: Whom, stretch: Stretch) -> Sequence[Notice]:
    """What they are told, newest first."""
    asked = select(Notice).where(*_told(whom, stretch.now))
    if stretch.after is not None:
        at, number = stretch.after
        asked = asked.where(or_(Notice.due_at < at, and_(Notice.due_at == at, Notice.id < number)))
    asked = asked.order_by(Notice.due_at.desc(), Notice.id.desc()).limit(stretch.limit)
    return session.scalars(asked).all()


def unseen_by(session: Session, whom: Whom, now: datetime) -> int:
    """How much of what they are told by now they have not seen."""
    asked = select(func.count()).where(*_told(whom, now), Notice.seen_at.is_(None))
    return session.scalar(asked) or 0


def _told(whom: Whom, now: datetime) -> list[ColumnElement[bool]]:
    to_whom: list[ColumnElement[bool]] = [Notice.author_id.in_(whom.author_ids)]
    if whom.account_id is not None:
        to_whom.append(Notice.account_id == whom.account_id)
    is_due = [or_(*to_whom), Notice.due_at <= now, Notice.called_off_at.is_(None)]
    return [*is_due, or_(Notice.news != News.REPLIED, _shows_to(whom.author_ids))]


def _shows_to(author_ids: Sequence[int]) -> ColumnElement[bool]:
    """That the notice's comment is published, and by nobody whom these authors have muted."""
    shows = select(Comment.id).where(Comment.id == Notice.comment_id, Comment.status == Status.PUBLISHED)
    muted = select(Mute.muted_id).where(Mute.author_id.in_(author_ids))
    return shows.where(Comment.author_id.not_in(muted)).exists()


def mark_seen(session: Session, notice_ids: Sequence[int], now: datetime) -> None:
    """Remember that these were seen, those that were not seen before."""
    unseen = update(Notice).where(Notice.id.in_(notice_ids), Notice.seen_at.is_(None))
    session.execute(unseen.values(seen_at=now))


def alerts_for(session: Session, account_id: int) -> Sequence[Notice]:
    """The alerts of waiting comments that still stand, for somebody at the desk."""
    asked = select(Notice).where(
        Notice.account_id == account_id, Notice.news == News.WAIT, Notice.called_off_at.is_(None)
    )
    return session.scalars(asked.order_by(Notice.id)).all()


def standing(session: Session, cause: str) -> Sequence[Notice]:
    """The notices of this cause that were not called off, oldest first."""
    asked = select(Notice).where(Notice.cause == cause, Notice.called_off_at.is_(None))
    return session.scalars(asked.order_by(Notice.id)).all()
