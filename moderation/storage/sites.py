"""Sites, their sections' rules and their articles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.domain.errors import NotFound
from moderation.domain.rules import Rules, effective
from moderation.storage.tables import Article, Section, Site
from moderation.storage.upsert import insert

SEPARATOR = " / "


def site_named(session: Session, slug: str) -> Site:
    """The site of this name.

    Raises:
        NotFound: when there is none.
    """
    site = session.scalar(select(Site).where(Site.slug == slug))
    if site is None:
        raise NotFound("There is no such site.", code="unknown_site")
    return site


def all_sites(session: Session) -> Sequence[Site]:
    """Every site, in the order they were opened."""
    return session.scalars(select(Site).order_by(Site.id)).all()


def add_site(session: Session, slug: str, name: str, now: datetime, rules: dict[str, Any]) -> Site:
    """The site of this name, made now if it was not there."""
    session.execute(
        insert(session, Site)
        .values(slug=slug, name=name, rules=rules, created_at=now)
        .on_conflict_do_nothing(index_elements=["slug"])
    )
    return site_named(session, slug)


def article_named(session: Session, site: Site, external_id: str) -> Article:
    """The article that the site knows by this id.

    Raises:
        NotFound: when there is none.
    """
    article = session.scalar(
        select(Article).where(Article.site_id == site.id, Article.external_id == external_id)
    )
    if article is None:
        raise NotFound("There is no such article.", code="unknown_article")
    article.site = site
    return article


def articles_of(session: Session, site: Site, limit: int) -> Sequence[Article]:
    """The site's latest articles, newest first."""
    latest = (
        select(Article).where(Article.site_id == site.id).order_by(Article.published_at.desc(), Article.id)
    )
    return session.scalars(latest.limit(limit)).all()


def put_article(
    session: Session, site: Site, external_id: str, fields: dict[str, Any], now: datetime
) -> bool:
    """Keep the article as ``fields`` describes it; True when it is new."""
    known = session.scalar(
        select(Article.id).where(Article.site_id == site.id, Article.external_id == external_id)
    )
    session.execute(
        insert(session, Article)
        .values(site_id=site.id, external_id=external_id, created_at=now, updated_at=now, **fields)
        .on_conflict_do_update(index_elements=["site_id", "external_id"], set_={**fields, "updated_at": now})
    )
    return known is None


def rules_for(session: Session, article: Article) -> Rules:
    """The rules in force under an article: its site's, then its sections' from the outermost inwards."""
    names = article.section_path.split(SEPARATOR)
    paths = [SEPARATOR.join(names[: depth + 1]) for depth in range(len(names))]
    rows = session.scalars(
        select(Section).where(Section.site_id == article.site_id, Section.path.in_(paths))
    ).all()
    overrides = sorted(rows, key=lambda section: len(section.path))
    return effective(article.site.rules, [section.rules for section in overrides])
