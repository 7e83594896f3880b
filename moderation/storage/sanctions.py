"""Sanctions on authors: kept for the record, in force until they end, are ended or (a warning) acknowledged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, bindparam, or_, select
from sqlalchemy.orm import Session, joinedload

from moderation.domain.errors import NotFound
from moderation.domain.sanctions import InForce, Kind
from moderation.storage.account_tables import Site
from moderation.storage.desk_tables import Sanction
from moderation.storage.prepared import Prepared
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


def not_ended(session: Session, found: Iterable[Author]) -> dict[int, list[InForce]]:
    """The sanctions on each of these authors that nobody ended, by author id; some may have run out."""
    readers = {author.id: author.account_id for author in found if not author.is_staff}
    accounts = {account for account in readers.values() if account is not None}
    asked = (
        select(Sanction.author_id, Author.account_id, Sanction.is_everywhere, *_IN_FORCE)
        .join(Author, Author.id == Sanction.author_id)
        .where(
            Sanction.author_id.in_(
                select(Author.id).where(or_(Author.id.in_(readers), Author.account_id.in_(accounts)))
            ),
            *_still_counts(),
        )
        .order_by(Sanction.id)
    )
    standing = [
        (on, account, everywhere, InForce(number, kind, reason, ends_at))
        for on, account, everywhere, number, kind, reason, ends_at in session.execute(asked)
    ]
    return {
        reader: [
            each
            for on, account, everywhere, each in standing
            if on == reader or (everywhere and account is not None and account == own)
        ]
        for reader, own in readers.items()
    }


def _in_force(
    session: Session, author_id: int | None, account_id: int | None, now: datetime
) -> list[InForce]:
    return [each for each in _not_ended(session, author_id, account_id) if each.counts_at(now)]


def _not_ended(session: Session, author_id: int | None, account_id: int | None) -> list[InForce]:
    whose = {"author": author_id} if account_id is None else {"author": author_id, "account": account_id}
    asked = _asked_of(account_id is not None)
    return [InForce(*row) for row in asked.ask(session, **whose)]


@cache
def _asked_of(has_account: bool) -> Prepared:  # noqa: FBT001 - one of two questions
    """Asks for what was not ended; made once, for it is asked twice of every comment."""
    counts = _counts_for(
        bindparam("author", type_=Integer), bindparam("account", type_=Integer) if has_account else None
    )
    return Prepared(lambda _: select(*_IN_FORCE).where(counts, *_still_counts()))


_IN_FORCE = Sanction.id, Sanction.kind, Sanction.reason, Sanction.ends_at


def _still_counts() -> tuple[ColumnElement[bool], ...]:
    """That the outer query's sanction was neither ended nor, being a warning, acknowledged."""
    is_read = and_(Sanction.kind == Kind.WARN, Sanction.acknowledged_at.is_not(None))
    return Sanction.ended_at.is_(None), ~is_read


def _counts_for(author_id: Any, account_id: Any) -> ColumnElement[bool]:
    """That the outer query's sanction is on this author, or on the same account everywhere."""
    on_author: ColumnElement[bool] = Sanction.author_id == author_id
    if account_id is None:
        return on_author
    same_account = select(Author.id).where(Author.account_id == account_id)
    return or_(on_author, and_(Sanction.author_id.in_(same_account), Sanction.is_everywhere))
