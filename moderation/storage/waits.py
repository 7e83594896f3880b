"""How long held comments wait: since they came in, or were held again; and the longest wait of each section."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from moderation.domain.comments import Action, Status
from moderation.storage.account_tables import Site
from moderation.storage.tables import Article, Comment, Decision


def longest_waits(session: Session) -> dict[int, dict[str, datetime]]:
    """Since when the longest waiting held comment of each section waits, by the site's number and its path."""
    since = func.min(held_since(), type_=Comment.created_at.type)
    asked = (
        select(Article.site_id, Article.section_path, since)
        .join(Article, Article.id == Comment.article_id)
        .where(Comment.status == Status.HELD)
        .group_by(Article.site_id, Article.section_path)
    )
    waits: dict[int, dict[str, datetime]] = {}
    for site_id, section_path, moment in session.execute(asked):
        waits.setdefault(site_id, {})[section_path] = moment
    return waits


def held_since() -> ColumnElement[datetime]:
    """Since when the outer query's held comment waits.

    What is scored anew, or held again by an undo, waits on; what its author edited or put back begins to wait. One at
    its second version was never anything but held.
    """
    again = (
        select(func.max(Decision.decided_at))
        .where(
            Decision.comment_id == Comment.id,
            or_(
                and_(Decision.action == Action.HOLD, Decision.before != Status.HELD),
                Decision.action.in_([Action.EDIT, Action.PUT_BACK]),
            ),
        )
        .correlate(Comment)
        .scalar_subquery()
    )
    since = func.coalesce(again, Comment.created_at)
    return case((Comment.version > 2, since), else_=Comment.created_at)


def lock_site(session: Session, site: Site) -> None:
    """Keep others from judging this site's waits until this transaction ends."""
    session.execute(select(Site.id).where(Site.id == site.id).with_for_update())
