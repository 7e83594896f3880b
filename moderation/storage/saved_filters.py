"""Searches that managers keep by a name, each their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from moderation.domain.errors import NotFound
from moderation.storage.desk_tables import SavedFilter
from moderation.storage.upsert import insert


def filters_of(session: Session, account_id: int) -> Sequence[SavedFilter]:
    """What an account keeps, by name."""
    asked = select(SavedFilter).where(SavedFilter.account_id == account_id)
    return session.scalars(asked.order_by(func.lower(SavedFilter.name), SavedFilter.id)).all()


def keep_filter(session: Session, account_id: int, name: str, query: str, now: datetime) -> None:
    """Keep a search; what the account kept by this name gives way."""
    session.execute(
        insert(session, SavedFilter)
        .values(account_id=account_id, name=name, query=query, made_at=now)
        .on_conflict_do_update(index_elements=["account_id", "name"], set_={"query": query, "made_at": now})
    )


def remove_filter(session: Session, account_id: int, filter_id: int) -> None:
    """Keep a search no longer.

    Raises:
        NotFound: when the account keeps none of this id.
    """
    kept = session.get(SavedFilter, filter_id)
    if kept is None or kept.account_id != account_id:
        raise NotFound("There is no such saved search.", code="unknown_filter")
    session.delete(kept)
