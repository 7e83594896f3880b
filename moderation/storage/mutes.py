"""Whom readers have muted, each as the authors that they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, joinedload

from moderation.storage.own_tables import Mute
from moderation.storage.tables import Author
from moderation.storage.upsert import insert


def add_mute(session: Session, author: Author, muted_id: int, now: datetime) -> None:
    """Have the other one muted for the author, if they are not yet."""
    muted = insert(session, Mute).values(author_id=author.id, muted_id=muted_id, made_at=now)
    session.execute(muted.on_conflict_do_nothing(index_elements=["author_id", "muted_id"]))


def drop_mute(session: Session, author_ids: Sequence[int], muted_id: int) -> None:
    """Have the other one read again by somebody who is these authors."""
    session.execute(delete(Mute).where(Mute.author_id.in_(author_ids), Mute.muted_id == muted_id))


def muted_by(session: Session, author_ids: Sequence[int]) -> frozenset[int]:
    """The authors whom somebody has muted who is these authors."""
    if not author_ids:
        return frozenset()
    return frozenset(session.scalars(select(Mute.muted_id).where(Mute.author_id.in_(author_ids))))


def mutes_of(session: Session, author_ids: Sequence[int]) -> Sequence[Mute]:
    """These authors' mutes with whom they muted, latest first."""
    asked = select(Mute).where(Mute.author_id.in_(author_ids)).options(joinedload(Mute.muted))
    return session.scalars(asked.order_by(Mute.made_at.desc(), Mute.muted_id.desc())).all()
