"""What a scorer is told of an article: when its profile is due, and which articles of its site stand beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.articles import Origin
from moderation.domain.comments import Status
from moderation.domain.scores import ArticleText
from moderation.storage import jobs, profiles

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.domain.scores import Others, Profile
    from moderation.parts import Parts
    from moderation.storage.tables import Article, Decision

PROFILE = "profile"
"""The kind of job that has the scorer make an article's profile."""

HEARD = 32
"""How many comments go into a profile."""

ENOUGH = 2 * HEARD
"""With so many comments under it a profile stays as it is: those that it would hear are a fair part already."""

MOST_NEIGHBOURS = 1000


def is_unread(article: Article) -> bool:
    """Whether nothing is known of the article but where its page is: it is called by its host until that is read."""
    if article.origin is not Origin.PAGE or article.text:
        return False
    return f"//{article.title}/" in (article.url or "")


def as_told(article: Article) -> ArticleText:
    """The article's own words for a scorer; without any while it is unread, since no comment is about a host's name."""
    title = "" if is_unread(article) else article.title
    return ArticleText(title, article.text, article.language, number=article.id)


def as_scored_under(parts: Parts, article: Article, profile: Profile | None) -> ArticleText:
    """All that a scorer may know of a kept article; call it with no transaction open."""
    return replace(as_told(article), profile=profile, others=neighbours_of(parts, article.site_id))


def profile_soon(session: Session, article_id: int, now: datetime) -> None:
    """Have the article profiled in the background, unless that is about to happen."""
    jobs.add_job_once(session, PROFILE, str(article_id), now)


def profile_anew(session: Session, article_id: int, now: datetime) -> None:
    """Have the article profiled as it is now, even if somebody is at work on what it was."""
    jobs.add_job(session, PROFILE, str(article_id), now)


def profile_as_it_grows(session: Session, article_id: int, decision: Decision) -> None:
    """Have the article profiled again when twice as many comments stand under it as when that was done.

    One that has no profile gets it when the next comment is scored.
    """
    if decision.after is not Status.PUBLISHED or decision.before is Status.PUBLISHED:
        return
    heard = profiles.approved_in(session, article_id)
    if heard is None or heard >= ENOUGH:
        return
    due = max(1, 2 * heard)
    if profiles.published_under(session, article_id, at_most=due) == due:
        profile_soon(session, article_id, decision.decided_at)


def neighbours_of(parts: Parts, site_id: int) -> Others | None:
    """The site's latest articles as the scorer in service sees them; None when it sees none.

    Call it with no transaction open: once a minute it reads them.
    """
    made_by = parts.scorer.profiles_by()
    if made_by is None:
        return None

    def read() -> Others:
        with parts.database.reading() as session:
            return profiles.leads_of(session, site_id, made_by, MOST_NEIGHBOURS)

    return parts.neighbours.of(site_id, made_by, parts.now(), read)
