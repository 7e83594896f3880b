"""List the articles of every site, for the front page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.articles import SEPARATOR
from moderation.storage import articles, sites

if TYPE_CHECKING:
    from moderation.parts import Parts

LATEST = 30
"""How many articles of each site are listed."""


@dataclass(frozen=True)
class ListedArticle:
    """An article on a front page; ``section`` is the innermost one."""

    id: str
    title: str
    text: str
    section: str
    language: str | None
    published_at: datetime | None


@dataclass(frozen=True)
class Front:
    """A site with its latest articles, newest first."""

    site: str
    site_name: str
    articles: Sequence[ListedArticle]


def list_articles(parts: Parts) -> Sequence[Front]:
    """The front of every site, in the order the sites were opened."""
    with parts.database.reading() as session:
        return [
            Front(
                place.slug,
                place.name,
                [
                    ListedArticle(
                        id=article.external_id,
                        title=article.title,
                        text=article.text,
                        section=article.section_path.rpartition(SEPARATOR)[2],
                        language=article.language,
                        published_at=article.published_at,
                    )
                    for article in articles.articles_of(session, place, LATEST, parts.now())
                ],
            )
            for place in sites.all_sites(session)
        ]
