"""Profiles: what a scorer made of an article, the leads of a site's articles, and the thread that goes into one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from moderation.domain import scores
from moderation.domain.comments import Status
from moderation.storage.comments import texts_of
from moderation.storage.prepared import Prepared
from moderation.storage.tables import Article, Comment, Profile
from moderation.storage.upsert import insert

_OF = Profile.article_id == bindparam("article")
_PROFILE = Prepared(lambda _: select(Profile.made_by, Profile.lead, Profile.parts, Profile.terms).where(_OF))
_APPROVED = Prepared(lambda _: select(Profile.approved).where(_OF))


def profile_of(session: Session, article_id: int) -> scores.Profile | None:
    """What the article is about, whichever scorer made it; None when none did."""
    for made_by, lead, parts, terms in _PROFILE.ask(session, article=article_id):
        return scores.Profile(made_by, lead, parts, tuple(terms))
    return None


def keep_profile(
    session: Session, article: Article, profile: scores.Profile, *, approved: int, now: datetime
) -> None:
    """Have this be the article's profile, which was made of it with that many comments under it."""
    said = {
        "site_id": article.site_id,
        "made_by": profile.made_by,
        "approved": approved,
        "made_at": now,
        "terms": list(profile.terms),
        "lead": profile.lead,
        "parts": profile.parts,
    }
    session.execute(
        insert(session, Profile)
        .values(article_id=article.id, **said)
        .on_conflict_do_update(index_elements=["article_id"], set_=said)
    )


def leads_of(session: Session, site_id: int, made_by: str, limit: int) -> scores.Others:
    """The site's latest articles of which this scorer made profiles, those put last first."""
    asked = (
        select(Profile.article_id, Profile.lead)
        .where(Profile.site_id == site_id, Profile.made_by == made_by)
        .order_by(Profile.article_id.desc())
        .limit(limit)
    )
    rows = session.execute(asked).all()
    return scores.Others(made_by, tuple(number for number, _ in rows), b"".join(lead for _, lead in rows))


def terms_of(session: Session, article_ids: Sequence[int]) -> dict[int, Sequence[str]]:
    """The most telling words of each of these articles that has a profile, by article id."""
    asked = select(Profile.article_id, Profile.terms).where(Profile.article_id.in_(article_ids))
    return {article: terms for article, terms in session.execute(asked)}


def approved_in(session: Session, article_id: int) -> int | None:
    """How many published comments stood under the article when its profile was made; None without one."""
    return next((approved for (approved,) in _APPROVED.ask(session, article=article_id)), None)


def published_under(session: Session, article_id: int, at_most: int) -> int:
    """How many published comments stand under the article now; no more than ``at_most`` are looked at."""
    published = _published(article_id).limit(at_most).subquery()
    return session.scalar(select(func.count()).select_from(published)) or 0


def thread_under(session: Session, article_id: int, at_most: int) -> list[str]:
    """What the latest published comments under the article say, oldest first."""
    latest = session.scalars(_published(article_id).order_by(Comment.id.desc()).limit(at_most)).all()
    texts = texts_of(session, latest)
    return [texts[comment_id].text for comment_id in reversed(latest)]


def _published(article_id: int) -> Select[str]:
    return select(Comment.id).where(Comment.article_id == article_id, Comment.status == Status.PUBLISHED)
