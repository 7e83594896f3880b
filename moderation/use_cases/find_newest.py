"""Find the newest published comment under an article, after which what is new to a reader begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.storage import articles, published

if TYPE_CHECKING:
    from moderation.parts import Parts


def find_newest(parts: Parts, site: str, article: str) -> str | None:
    """The id of the comment that came in last of those that everybody sees; None where there is none.

    Raises:
        NotFound: when the site or the article is unknown.
    """
    with parts.database.reading() as session:
        return published.newest_under(session, articles.article_at(session, site, article))
