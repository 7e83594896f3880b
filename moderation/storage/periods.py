"""A stretch of time in a part of the desk, and what lies in it: comments by their ids, decisions by their time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from moderation.domain.callers import Area
from moderation.domain.periods import Place
from moderation.storage.account_tables import Site
from moderation.storage.areas import under, within
from moderation.storage.columns import first_id_at
from moderation.storage.tables import Article, Comment


def period_of(
    session: Session, since: datetime, until: datetime, areas: Sequence[Area], place: Place
) -> Period:
    """The period; the only site that there is narrows nothing, so that it is not looked up for each comment."""
    sites = session.scalars(select(Site.slug).limit(2)).all()
    return Period(since, until, areas, None if sites == [place.site] else place.site, place.section)


@dataclass(frozen=True)
class Period:
    """From ``since`` to before ``until``, in what somebody works on (``areas``), and chose of that."""

    since: datetime
    until: datetime
    areas: Sequence[Area] = ()
    site: str | None = None
    section: str | None = None

    @property
    def before(self) -> Period:
        """The period just before, as long."""
        return Period(self.since - (self.until - self.since), self.since, self.areas, self.site, self.section)

    def came_in(self, comment_id: InstrumentedAttribute[str] = Comment.id) -> ColumnElement[bool]:
        """That the comment of this id came in then: ids are in order of time, so that these are one range."""
        return and_(comment_id >= first_id_at(self.since), comment_id < first_id_at(self.until))

    def holds(self, moment: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
        """That this moment lies in it."""
        return and_(moment >= self.since, moment < self.until)

    @property
    def is_everywhere(self) -> bool:
        """Whether every article counts."""
        return not (self.areas or self.site or self.section)

    def here(self) -> ColumnElement[bool]:
        """That an article of the outer query counts."""
        chosen = within([Area(self.site)]) if self.site else true()
        return and_(within(self.areas), chosen, under(self.section) if self.section else true())

    def under_it(self, article_id: InstrumentedAttribute[int] = Comment.article_id) -> ColumnElement[bool]:
        """That the article of this id counts; nothing is looked up where all do."""
        return true() if self.is_everywhere else article_id.in_(select(Article.id).where(self.here()))

    def about_it(self, comment_id: InstrumentedAttribute[str]) -> ColumnElement[bool]:
        """That the article of the comment with this id counts; nothing is looked up where all do."""
        if self.is_everywhere:
            return true()
        return (
            select(Comment.id)
            .where(Comment.id == comment_id, self.under_it())
            .correlate_except(Comment)
            .exists()
        )
