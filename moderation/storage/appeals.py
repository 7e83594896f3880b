"""Appeals: what authors ask to have looked at again, and what is still open."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from moderation.storage.desk_tables import Appeal


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


def settled_by_nobody(session: Session, comment_id: str) -> Sequence[Appeal]:
    """The appeals about the comment that were settled because its author took it back."""
    asked = select(Appeal).where(
        Appeal.comment_id == comment_id, Appeal.settled_at.is_not(None), Appeal.upheld.is_(None)
    )
    return session.scalars(asked).all()
