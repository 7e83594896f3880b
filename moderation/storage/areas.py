"""Narrowing a question to what somebody at the desk works on."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, or_, select, true

from moderation.domain.articles import SEPARATOR
from moderation.domain.callers import Area
from moderation.storage.account_tables import Site
from moderation.storage.tables import Article


def within(areas: Sequence[Area]) -> ColumnElement[bool]:
    """That an article of the outer query lies in one of these areas; all do when there are none."""
    if not areas:
        return true()
    return or_(*(_of(area) for area in areas))


def _of(area: Area) -> ColumnElement[bool]:
    site = select(Site.id).where(Site.slug == area.site).scalar_subquery()
    return (
        and_(Article.site_id == site, under(area.section_path))
        if area.section_path
        else Article.site_id == site
    )


def under(section_path: str) -> ColumnElement[bool]:
    """That an article of the outer query lies in this section or one below it."""
    below = Article.section_path.startswith(f"{section_path}{SEPARATOR}", autoescape=True)
    return or_(Article.section_path == section_path, below)
