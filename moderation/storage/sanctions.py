"""Sanctions on authors: kept for the record, in force until they end, are ended or (a warning) acknowledged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Executable, Integer, and_, bindparam, or_, select
from sqlalchemy.orm import Session, joinedload

from moderation.domain.errors import NotFound
from moderation.domain.sanctions import InForce, Kind
from moderation.storage.account_tables import Site
from moderation.storage.desk_tables import Sanction
from moderation.storage.tables import Author


def add_sanction(session: Session, sanction: Sanction) -> Sanction:
    """The new sanction with its id."""
    session.add(sanction)
    session.flush()
    return sanction


def sanction_with(session: Session, sanction_id: int) -> Sanction:
    """The sanction with this id.

    Raises:
        NotFound: when there is none.
    """
    sanction = session.get(Sanction, sanction_id)
    if sanction is None:
        raise NotFound("There is no such sanction.", code="unknown_sanction")
    return sanction


def sanction_now(session: Session, sanction_id: int) -> Sanction:
    """The sanction as it stands now that its author is kept from others, whatever was read before."""
    asked = select(Sanction).where(Sanction.id == sanction_id).execution_options(populate_existing=True)
    return session.scalars(asked).one()


def sanctions_on(session: Session, author: Author) -> Sequence[Sanction]:
    """All sanctions that count or counted for an author, latest first, with who made them."""
    counts = _counts_for(author.id, author.account_id)
    asked = select(Sanction).where(counts).order_by(Sanction.id.desc())
    return session.scalars(asked.options(joinedload(Sanction.manager))).all()


def in_force(session: Session, author: Author, now: datetime) -> list[InForce]:
    """The sanctions that count for an author now; staff have none."""
    return [] if author.is_staff else _in_force(session, author.id, author.account_id, now)


def in_force_on(session: Session, site: Site, account_id: int, now: datetime) -> list[InForce]:
    """The sanctions that count now for whoever has this account, on this site."""
    here = select(Author.id).where(Author.site_id == site.id, Author.account_id == account_id)
    author_id = session.scalar(here)
    return _in_force(session, author_id, account_id, now)


def not_ended(session: Session, author: Author) -> list[InForce]:
    """The sanctions on an author that nobody ended; some may have run out."""
    return [] if author.is_staff else _not_ended(session, author.id, author.account_id)


def _in_force(
    session: Session, author_id: int | None, account_id: int | None, now: datetime
) -> list[InForce]:
    return [each for each in _not_ended(session, author_id, account_id) if each.counts_at(now)]


def _not_ended(session: Session, author_id: int | None, account_id: int | None) -> list[InForce]:
    whose = {"author": author_id} if account_id is None else {"author": author_id, "account": account_id}
    return [InForce(*row) for row in session.execute(_asked_of(account_id is not None), whose)]


@cache
def _asked_of(has_account: bool) -> Executable:  # noqa: FBT001 - one of two questions
    """Asks for what was not ended; made once, for it is asked twice of every comment."""
    counts = _counts_for(
        bindparam("author", type_=Integer), bindparam("account", type_=Integer) if has_account else None
    )
    is_read = and_(Sanction.kind == Kind.WARN, Sanction.acknowledged_at.is_not(None))
    return select(Sanction.id, Sanction.kind, Sanction.reason, Sanction.ends_at).where(
        counts, Sanction.ended_at.is_(None), ~is_read
    )


def _counts_for(author_id: Any, account_id: Any) -> ColumnElement[bool]:
    """That the outer query's sanction is on this author, or on the same account everywhere."""
    on_author: ColumnElement[bool] = Sanction.author_id == author_id
    if account_id is None:
        return on_author
    same_account = select(Author.id).where(Author.account_id == account_id)
    return or_(on_author, and_(Sanction.author_id.in_(same_account), Sanction.is_everywhere))
