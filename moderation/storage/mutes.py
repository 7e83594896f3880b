"""Whom readers have muted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, joinedload

from moderation.storage.own_tables import Mute
from moderation.storage.upsert import insert


def add_mute(session: Session, account_id: int, author_id: int, now: datetime) -> None:
    """Have the author muted for the account, if they are not yet."""
    muted = insert(session, Mute).values(account_id=account_id, author_id=author_id, made_at=now)
    session.execute(muted.on_conflict_do_nothing(index_elements=["account_id", "author_id"]))


def drop_mute(session: Session, account_id: int, author_id: int) -> None:
    """Have the author read again by the account."""
    session.execute(delete(Mute).where(Mute.account_id == account_id, Mute.author_id == author_id))


def muted_by(session: Session, account_id: int) -> frozenset[int]:
    """The authors whom the account has muted."""
    return frozenset(session.scalars(select(Mute.author_id).where(Mute.account_id == account_id)))


def mutes_of(session: Session, account_id: int) -> Sequence[Mute]:
    """The account's mutes with their authors, latest first."""
    asked = select(Mute).where(Mute.account_id == account_id).options(joinedload(Mute.author))
    return session.scalars(asked.order_by(Mute.made_at.desc(), Mute.author_id.desc())).all()
