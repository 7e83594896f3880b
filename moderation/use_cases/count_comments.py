"""Count the published comments under many articles at once, for a site's own lists of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from moderation.storage import published, sites

if TYPE_CHECKING:
    from moderation.parts import Parts

MOST = 100
"""Of how many articles the comments are counted at once."""


def count_comments(parts: Parts, site: str, articles: Sequence[str]) -> Mapping[str, int]:
    """How many comments are published under each article, by the site's own id; 0 where we know of none.

    Raises:
        NotFound: when there is no such site.
    """
    with parts.database.reading() as session:
        counts = published.counts_under(session, site, articles)
        if not counts:
            sites.site_named(session, site)
    return {article: counts.get(article, 0) for article in articles}
