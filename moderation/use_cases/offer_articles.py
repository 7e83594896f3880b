"""Offer the articles that a thread can be moved to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_manager
from moderation.storage import articles, comments, threads
from moderation.use_cases.steps.changing import comment_within_reach

if TYPE_CHECKING:
    from moderation.parts import Parts

OFFERED = 12
"""How many articles are offered at a time; more words find the others."""


@dataclass(frozen=True)
class OfferedArticle:
    """An article of the same site."""

    id: str
    title: str
    section: str
    published_at: datetime | None


@dataclass(frozen=True)
class Offer:
    """A thread that can be moved (its first comment with its version and words), how many answer it, and where to."""

    root: str
    version: int
    author: str
    text: str
    article_title: str
    replies: int
    articles: Sequence[OfferedArticle]


def offer_articles(parts: Parts, caller: Caller, comment_id: str, words: str) -> Offer:
    """The thread that the comment belongs to, and the site's latest articles whose titles contain all these words.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
        NotFound: when there is no such comment, or none that the caller works on.
    """
    require_manager(caller)
    with parts.database.reading() as session:
        comment = comment_within_reach(session, caller, comment_id)
        root = comments.comment_with(session, comment.root_id)
        found = articles.titled(
            session, root.article.site, words.split(), caller.areas, but=root.article_id, limit=OFFERED
        )
        return Offer(
            root=root.id,
            version=root.version,
            author=root.author.name,
            text=comments.latest_revision(session, root.id).text,
            article_title=root.article.title,
            replies=threads.size_of(session, root) - 1,
            articles=[
                OfferedArticle(each.external_id, each.title, each.section_path, each.published_at)
                for each in found
            ],
        )
