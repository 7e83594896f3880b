"""List the latest published comments under an article, or on a site or a section of it, as a feed tells them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.storage import articles, latest, sites

if TYPE_CHECKING:
    from moderation.parts import Parts
    from moderation.storage.tables import Comment, Revision

MOST = 50
"""How many comments a feed holds."""


@dataclass(frozen=True)
class Entry:
    """A comment in a feed: where it stands, by whom, what it says, and since when it says so."""

    id: str
    article: str
    title: str
    author: str
    text: str
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True)
class Latest:
    """A feed: what it is of, when anything in it changed last, and its comments, the newest first."""

    title: str
    updated_at: datetime
    entries: Sequence[Entry]


def latest_of_article(parts: Parts, site: str, article: str) -> Latest:
    """The latest comments under an article.

    Raises:
        NotFound: when there is no such site or article.
    """
    with parts.database.reading() as session:
        found = articles.article_at(session, site, article)
        rows = latest.latest_published(session, latest.under(found), MOST)
        return _latest(f"{found.title} · {found.site.name}", found.created_at, rows)


def latest_of_site(parts: Parts, site: str, section: str = "") -> Latest:
    """The latest comments on a site, or in a section of it and below.

    Raises:
        NotFound: when there is no such site.
    """
    section = section.replace("\x00", "")  # which PostgreSQL takes in no question
    with parts.database.reading() as session:
        found = sites.site_named(session, site)
        rows = latest.latest_published(session, latest.within_section(found, section), MOST)
        title = f"{section} · {found.name}" if section else found.name
        return _latest(title, found.created_at, rows)


def _latest(title: str, since: datetime, rows: Sequence[tuple[Comment, Revision]]) -> Latest:
    entries = [
        Entry(
            comment.id,
            comment.article.external_id,
            comment.article.title,
            comment.author.name,
            revision.text,
            comment.created_at,
            revision.created_at,
        )
        for comment, revision in rows
    ]
    return Latest(title, max([since, *(each.updated_at for each in entries)]), entries)
