"""Authors at the desk: who may see and sanction whom, what counts for an author now, and who may end it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, Role
from moderation.domain.errors import NotAllowed, NotFound
from moderation.domain.sanctions import InForce, role_for, strictest
from moderation.storage import author_record, sanctions

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.account_tables import Site
    from moderation.storage.desk_tables import Sanction
    from moderation.storage.tables import Author

DAY = timedelta(days=1)


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


def is_over(sanction: Sanction, now: datetime) -> bool:
    """Whether the sanction has run out or was ended."""
    return sanction.ended_at is not None or (sanction.ends_at is not None and sanction.ends_at <= now)


def role_to_end(sanction: Sanction) -> Role:
    """The least role that may end the sanction: that which may make such a one."""
    days = (sanction.ends_at - sanction.begins_at) / DAY if sanction.ends_at else None
    return role_for(sanction.kind, days, is_everywhere=sanction.is_everywhere)


def require_reader(author: Author) -> None:
    """Refuse to sanction staff.

    Raises:
        NotAllowed: when the author works at the desk.
    """
    if author.is_staff:
        raise NotAllowed("Whoever works at the desk is not sanctioned here.", code="staff")


def require_reach(caller: Caller, *, is_everywhere: bool) -> None:
    """Refuse what counts everywhere to those who work on a part.

    Raises:
        NotAllowed: when the caller has an assignment.
    """
    if is_everywhere and caller.areas:
        raise NotAllowed("Only who works on every site may do this for all of them.", code="out_of_reach")
