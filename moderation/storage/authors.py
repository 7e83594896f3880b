"""Authors, and what a manager wants to know of them before deciding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from moderation.domain.callers import Area, Role
from moderation.domain.comments import Status
from moderation.storage.account_tables import Account, Site
from moderation.storage.author_record import counts_by_author
from moderation.storage.prepared import Prepared
from moderation.storage.rows import change_row, row_of
from moderation.storage.tables import Author, Comment
from moderation.storage.upsert import insert

_KNOWN = Prepared(
    lambda _: select(*Author.__table__.columns).where(
        Author.site_id == bindparam("site"), Author.external_id == bindparam("external_id")
    )
)


@dataclass(frozen=True)
class Record:
    """An author's history on a site: since when, and how many comments in which status."""

    since: datetime
    published: int
    held: int
    rejected: int
    withdrawn: int

    @property
    def total(self) -> int:
        """How many comments the author ever sent, but for those that were erased."""
        return self.published + self.held + self.rejected + self.withdrawn


def author_of_account(session: Session, site: Site, account: Account, now: datetime) -> Author:
    """The author that an account is on a site, made at its first comment."""
    asked = select(Author).where(Author.site_id == site.id, Author.account_id == account.id)
    known = session.scalar(asked)
    if known is not None:
        return known
    session.execute(
        insert(session, Author)
        .values(
            site_id=site.id,
            account_id=account.id,
            name=account.name,
            is_staff=account.role is not Role.READER,
            created_at=now,
        )
        .on_conflict_do_nothing(index_elements=["site_id", "account_id"])
    )
    return session.scalars(asked).one()


def author_of_identity(session: Session, site: Site, external_id: str, name: str, now: datetime) -> Author:
    """The author whom the site knows by ``external_id``, by the name that the site says now."""
    for found in _KNOWN.ask(session, site=site.id, external_id=external_id):
        known = row_of(session, Author, found)
        change_row(session, known, name=name)
        return known
    asked = select(Author).where(Author.site_id == site.id, Author.external_id == external_id)
    session.execute(
        insert(session, Author)
        .values(site_id=site.id, external_id=external_id, name=name, is_staff=False, created_at=now)
        .on_conflict_do_update(index_elements=["site_id", "external_id"], set_={"name": name})
    )
    return session.scalars(asked).one()


def add_guest(session: Session, site: Site, name: str, now: datetime) -> Author:
    """A new author with neither account nor identity."""
    guest = Author(site_id=site.id, name=name, is_staff=False, is_guest=True, created_at=now)
    session.add(guest)
    session.flush()
    return guest


def author_known_as(session: Session, site: Site, external_id: str) -> Author | None:
    """The author whom the site knows by this id; None when they never wrote."""
    return session.scalar(select(Author).where(Author.site_id == site.id, Author.external_id == external_id))


def nobody_on(session: Session, site: Site, now: datetime) -> Author:
    """Who stands for the authors of a site's erased comments, by an id that no key can say."""
    return author_of_identity(session, site, "", "Erased author", now)


def authors_of(session: Session, account_id: int, site: str | None = None) -> Sequence[int]:
    """The ids of the authors that an account is, over all sites or at this one."""
    asked = select(Author.id).where(Author.account_id == account_id)
    if site is not None:
        asked = asked.where(Author.site_id.in_(select(Site.id).where(Site.slug == site)))
    return session.scalars(asked).all()


def records_of(session: Session, found: Iterable[Author], areas: Sequence[Area]) -> dict[int, Record]:
    """The record of each of these authors in these areas, counted from the rows, by author id."""
    since = {author.id: author.created_at for author in found}
    return {
        author: Record(
            since=since[author],
            published=count[Status.PUBLISHED],
            held=count[Status.HELD],
            rejected=count[Status.REJECTED],
            withdrawn=count[Status.WITHDRAWN],
        )
        for author, count in counts_by_author(session, list(since), areas).items()
    }


def published_before(session: Session, author: Author, *, at_most: int) -> int:
    """How many of the author's comments are published now, however that came about; counted up to ``at_most``."""
    if at_most == 0:
        return 0
    published = select(Comment.id).where(Comment.author_id == author.id, Comment.status == Status.PUBLISHED)
    return len(session.scalars(published.limit(at_most)).all())


def set_staff(session: Session, account_id: int, *, is_staff: bool) -> None:
    """Have all that an account wrote or will write stand as staff's, or as a reader's."""
    session.execute(update(Author).where(Author.account_id == account_id).values(is_staff=is_staff))
