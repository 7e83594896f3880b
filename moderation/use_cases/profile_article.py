"""Have the scorer make an article's profile, and keep it, so that no comment has to wait for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.storage import articles, jobs, profiles
from moderation.use_cases.steps.profiling import ENOUGH, HEARD, PROFILE, as_told, is_unread, profile_anew

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.domain.scores import Profile
    from moderation.parts import Parts
    from moderation.storage.tables import Article

MOST_ATTEMPTS = 5
"""A profile that fails so often is not tried again before another comment comes in."""


def profile_article(parts: Parts, article_id: int, attempts: int) -> bool:
    """Whether the article has a new profile now: not where the scorer makes none, nor if it is unread or changed."""
    with parts.database.reading() as session:
        article = articles.article_with(session, article_id) if attempts <= MOST_ATTEMPTS else None
        thread = profiles.thread_under(session, article_id, HEARD) if article else []
        approved = profiles.published_under(session, article_id, ENOUGH) if article else 0
    if article is None or is_unread(article):
        return _finish(parts, article_id)
    profile = parts.scorer.profile(as_told(article), thread)
    if profile is None:
        return _finish(parts, article_id)
    with parts.database.writing() as session:
        return _kept(session, parts, article, profile, approved)


def _kept(session: Session, parts: Parts, article: Article, profile: Profile, approved: int) -> bool:
    """Whether the profile could be kept, since the article is still what it was made of."""
    now = articles.article_to_change(session, article.site, article.external_id)
    if now.updated_at != article.updated_at:
        profile_anew(session, article.id, parts.now())
        return False
    profiles.keep_profile(session, article, profile, approved=approved, now=parts.now())
    jobs.finish(session, PROFILE, str(article.id))
    return True


def _finish(parts: Parts, article_id: int) -> bool:
    with parts.database.writing() as session:
        jobs.finish(session, PROFILE, str(article_id))
    return False
