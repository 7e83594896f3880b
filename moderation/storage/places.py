"""What somebody at the desk may choose from: sites, sections, and who decides."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, joinedload

from moderation.domain.callers import Area
from moderation.storage.account_tables import Site
from moderation.storage.areas import within
from moderation.storage.tables import Article, Comment


def sites_within(session: Session, areas: Sequence[Area]) -> list[tuple[str, str]]:
    """The slugs and names of the sites that these areas lie in, in the order they were opened."""
    asked = select(Site.slug, Site.name).order_by(Site.id)
    if areas:
        asked = asked.where(Site.slug.in_({area.site for area in areas}))
    return [(slug, name) for slug, name in session.execute(asked)]


def sections_within(session: Session, areas: Sequence[Area]) -> Sequence[str]:
    """The section paths of articles in these areas, in order."""
    asked = select(Article.section_path).where(Article.section_path != "", within(areas)).distinct()
    return session.scalars(asked.order_by(Article.section_path)).all()


def articles_of(session: Session, comment_ids: Sequence[str]) -> Sequence[Article]:
    """One article of each section that one of these comments stands in, with its site."""
    return _one_of_each(
        session, Article.id.in_(select(Comment.article_id).where(Comment.id.in_(comment_ids)))
    )


def articles_within(session: Session, areas: Sequence[Area], area: Area | None) -> Sequence[Article]:
    """One article of each section in these areas, and in that one if one is named, with its site."""
    return _one_of_each(session, within(areas), *([within([area])] if area else []))


def _one_of_each(session: Session, *chosen: ColumnElement[bool]) -> Sequence[Article]:
    one = select(func.min(Article.id)).where(*chosen).group_by(Article.site_id, Article.section_path)
    return session.scalars(
        select(Article).where(Article.id.in_(one)).options(joinedload(Article.site)).order_by(Article.id)
    ).all()
