"""Keeping what is told of an article, whose profile and open comments' scores then follow in the background."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import TYPE_CHECKING, Any

from moderation.domain.articles import Kept, Origin
from moderation.storage import articles, comments, jobs
from moderation.use_cases.steps.judging import SCORE
from moderation.use_cases.steps.profiling import profile_anew

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.account_tables import Site
    from moderation.storage.tables import Article

PROFILED = frozenset({"title", "text", "language"})
"""What a profile is made of."""

JUDGED = PROFILED | {"section_path"}
"""What a comment's scores and rules hang on."""


def keep_article(
    session: Session,
    site: Site,
    external_id: str,
    fields: Mapping[str, Any],
    now: datetime,
    *,
    unsaid: AbstractSet[str] = frozenset(),
) -> Kept:
    """What became of the article, now that it is as ``fields`` (with its origin) describe it, if they may.

    In what is ``unsaid`` an article that is known stays as it was. What a reader's page opened at its address becomes
    it, comments and all, unless there is one of its id.
    """
    _take_over(session, site, external_id, fields)
    made = articles.add_article(session, site, external_id, fields, now)
    if made is not None:
        profile_anew(session, made, now)
        return Kept.NEW
    known = articles.article_to_change(session, site, external_id)
    if fields["origin"].counts_for_less_than(known.origin):
        return Kept.LEFT
    differing = {name for name, value in fields.items() if getattr(known, name) != value} - unsaid
    if not differing:
        return Kept.UNCHANGED
    if differing & JUDGED:
        known.updated_at = now
        _follow(session, known, differing, now)
    for name in differing:
        setattr(known, name, fields[name])
    return Kept.CHANGED


def _take_over(session: Session, site: Site, external_id: str, fields: Mapping[str, Any]) -> None:
    if fields["origin"] is Origin.PAGE or not fields["url"]:
        return
    opened = articles.opened_at(session, site, fields["url"])
    if opened is None or articles.has_article(session, site, external_id):
        return
    article = articles.article_to_change_with(session, opened)
    if article.origin is Origin.PAGE:  # nobody else was quicker
        article.external_id = external_id
        session.flush()


def _follow(session: Session, article: Article, differing: AbstractSet[str], now: datetime) -> None:
    """Have done anew what was done on the grounds of what the article said before."""
    jobs.add_jobs(session, SCORE, comments.open_under(session, article), now)
    if differing & PROFILED:
        profile_anew(session, article.id, now)
