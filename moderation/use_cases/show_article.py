"""Show one article to whoever reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.articles import SEPARATOR
from moderation.domain.rules import Guests
from moderation.storage import articles
from moderation.use_cases.steps.ruling import rules_at, rules_under, taken_by

if TYPE_CHECKING:
    from moderation.parts import Parts


@dataclass(frozen=True)
class ShownArticle:
    """An article as a reader sees it; ``section`` is the path from the outermost section inwards, ``is_open`` whether
    it takes comments now, ``nudges`` whether authors may be asked to look at a draft again, ``edit_minutes`` for how
    long they may change what they wrote, ``takes_guests`` whether people without an account may write.
    ``welcome`` is what the site says above its comments.
    """

    site: str
    site_name: str
    id: str
    title: str
    text: str
    section: Sequence[str]
    language: str | None
    is_open: bool
    nudges: bool
    edit_minutes: int
    takes_guests: bool
    welcome: str
    published_at: datetime | None


def show_article(parts: Parts, site: str, article: str) -> ShownArticle:
    """The article that the site knows by this id.

    Raises:
        NotFound: when the site or the article is unknown.
    """
    with parts.database.reading() as session:
        found = articles.article_at(session, site, article)
        place = found.site
        rules = rules_under(session, found)
        return ShownArticle(
            site=place.slug,
            site_name=place.name,
            id=found.external_id,
            title=found.title,
            text=found.text,
            section=found.section_path.split(SEPARATOR) if found.section_path else (),
            language=found.language,
            is_open=taken_by(rules, found, parts.now()),
            edit_minutes=rules.edit_minutes,
            welcome=rules.welcome,
            takes_guests=rules_at(place).guests is not Guests.NO,
            nudges=rules.nudge_percent is not None,
            published_at=found.published_at,
        )
