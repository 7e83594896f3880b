"""List what others wrote under an article since a reader's page was loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.storage import articles, comments, listing, mutes, published
from moderation.use_cases.steps.own_authors import own_authors
from moderation.use_cases.steps.showing import ShownComment, shown

if TYPE_CHECKING:
    from moderation.parts import Parts

MOST = 50
"""How many come at once; the rest comes when those were seen."""


@dataclass(frozen=True)
class Fresh:
    """How many comments are published in all, and those of others that came in lately, oldest first, each with the id
    of its thread.
    """

    total: int
    comments: Sequence[tuple[str, ShownComment]]


def list_fresh(parts: Parts, caller: Caller, site: str, article: str, after: str) -> Fresh:
    """What is published since the comment ``after``, but for the reader's own and those of authors they muted.

    Raises:
        NotFound: when the site or the article is unknown.
    """
    with parts.database.reading() as session:
        place = articles.article_at(session, site, article)
        own = own_authors(session, caller)
        unwanted = {*own, *mutes.muted_by(session, own)}
        found = [
            each
            for each in published.newer_than(session, place, after, MOST)
            if each.author_id not in unwanted
        ]
        texts = comments.texts_of(session, [each.id for each in found])
        fresh = [(each.root_id, shown(session, each, texts[each.id], ())) for each in found]
        return Fresh(listing.published_count(session, place), fresh)
