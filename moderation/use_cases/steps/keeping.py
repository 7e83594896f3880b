"""Keeping what is told of an article; what is judged of it has its open comments scored again, in the background."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from moderation.domain.articles import Kept
from moderation.storage import articles, comments, jobs
from moderation.use_cases.steps.judging import SCORE

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.tables import Site

JUDGED = frozenset({"title", "text", "language", "section_path"})
"""What a comment's scores and rules hang on."""


def keep_article(
    session: Session, site: Site, external_id: str, fields: Mapping[str, Any], now: datetime
) -> Kept:
    """What became of the article, now that it is as ``fields`` (with its origin) describe it, if they may."""
    if articles.add_article(session, site, external_id, fields, now) is not None:
        return Kept.NEW
    known = articles.article_to_change(session, site, external_id)
    if fields["origin"].counts_for_less_than(known.origin):
        return Kept.LEFT
    differing = {name for name, value in fields.items() if getattr(known, name) != value}
    if not differing:
        return Kept.UNCHANGED
    if differing & JUDGED:
        jobs.add_jobs(session, SCORE, comments.open_under(session, known), now)
        known.updated_at = now
    for name in differing:
        setattr(known, name, fields[name])
    return Kept.CHANGED
