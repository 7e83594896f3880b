"""Authors at the desk: who may see and sanction whom, and what counts for an author now."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.domain.errors import NotAllowed, NotFound
from moderation.domain.sanctions import InForce, strictest
from moderation.storage import accounts, author_record, sanctions

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.account_tables import Site
    from moderation.storage.tables import Author


def sanction_on(session: Session, author: Author, now: datetime) -> InForce | None:
    """The strictest sanction that counts for an author now."""
    return strictest(sanctions.in_force(session, author, now))


def author_within_reach(
    session: Session, caller: Caller, author_id: int, *, to_change: bool = False
) -> tuple[Author, Site]:
    """The author and their site; ``to_change`` has others who change them wait until this transaction ends.

    Raises:
        NotFound: when there is no such author, or none who wrote anything that the caller works on.
    """
    author, site = author_record.author_with(session, author_id, to_change=to_change)
    is_whole = caller.works_on(site.slug, "")
    if not (is_whole or author_record.wrote_within(session, author, caller.areas)):
        raise NotFound("There is no such author.", code="unknown_author")
    return author, site


def is_staff(session: Session, author: Author) -> bool:
    """Whether the author works at the desk, by now or when they first wrote."""
    if author.account_id is None:
        return author.is_staff
    account = accounts.account_with(session, author.account_id)
    return author.is_staff or Caller(role=account.role).is_manager


def require_reader(session: Session, author: Author) -> None:
    """Refuse to sanction staff.

    Raises:
        NotAllowed: when the author works at the desk.
    """
    if is_staff(session, author):
        raise NotAllowed("Whoever works at the desk is not sanctioned here.", code="staff")
