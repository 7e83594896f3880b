"""Show an article to whoever moderates it: how its thread stands, and all that was written there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.acts import subject_of
from moderation.domain.articles import Mode
from moderation.domain.callers import Caller, require_manager
from moderation.domain.comments import Status
from moderation.storage import acts, articles, author_record
from moderation.storage.areas import within
from moderation.use_cases.steps.listing import ListedComment, listed
from moderation.use_cases.steps.moving import require_article
from moderation.use_cases.steps.past_acts import PastAct, past_acts

if TYPE_CHECKING:
    from moderation.parts import Parts

PAGE = 20
"""How many comments, and how many acts, are shown at a time."""


@dataclass(frozen=True)
class ArticlePage:
    """An article with its thread; ``is_open`` is what the site says, ``mode`` what a manager said instead.

    ``next`` is the comment to go on after, None at the end.
    """

    site: str
    site_name: str
    id: str
    title: str
    url: str | None
    section: str
    is_open: bool
    mode: Mode | None
    counts: Mapping[Status, int]
    featured: Sequence[ListedComment]
    acts: Sequence[PastAct]
    comments: Sequence[ListedComment]
    next: str | None


def review_article(
    parts: Parts, caller: Caller, site: str, article_id: str, *, after: str | None = None
) -> ArticlePage:
    """The article with its comments in every status, latest first.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
        NotFound: when there is no such article, or none that the caller works on.
    """
    require_manager(caller)
    with parts.database.reading() as session:
        article = articles.article_at(session, site, article_id)
        require_article(caller, article)
        theirs, subject = author_record.under(article), subject_of("article", article.id)
        found = author_record.comments_where(session, theirs, (), after=after, limit=PAGE + 1)
        return ArticlePage(
            site=article.site.slug,
            site_name=article.site.name,
            id=article.external_id,
            title=article.title,
            url=article.url,
            section=article.section_path,
            is_open=article.is_open,
            mode=article.mode,
            counts=author_record.counts_where(session, theirs, ()),
            featured=listed(session, author_record.featured_under(session, article)),
            acts=past_acts(
                session, caller, acts.acts_around(session, subject, theirs, within(caller.areas), PAGE)
            ),
            comments=listed(session, found[:PAGE]),
            next=found[PAGE - 1].id if len(found) > PAGE else None,
        )
