"""What everybody may see: how much of it there is under many articles, and what came lately under one."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from moderation.domain.comments import Status
from moderation.storage.account_tables import Site
from moderation.storage.tables import Article, Comment


def counts_under(session: Session, slug: str, external_ids: Sequence[str]) -> dict[str, int]:
    """How many published comments stand under each of these articles of the site; none is left out that it knows."""
    counted = select(func.count()).where(Comment.article_id == Article.id, Comment.status == Status.PUBLISHED)
    asked = (
        select(Article.external_id, counted.correlate(Article).scalar_subquery())
        .join(Article.site)
        .where(Site.slug == slug, Article.external_id.in_(external_ids))
    )
    return {external_id: number for external_id, number in session.execute(asked)}


def newer_than(session: Session, article: Article, comment_id: str, limit: int) -> Sequence[Comment]:
    """The article's first published comments that came in after this one, oldest first."""
    asked = (
        select(Comment)
        .where(Comment.article_id == article.id, Comment.status == Status.PUBLISHED, Comment.id > comment_id)
        .order_by(Comment.id)
        .limit(limit)
        .options(joinedload(Comment.author), joinedload(Comment.parent).joinedload(Comment.author))
    )
    return session.scalars(asked).all()


def newest_under(session: Session, article: Article) -> str | None:
    """The id of the article's last published comment, if there is one."""
    newest = select(func.max(Comment.id)).where(
        Comment.article_id == article.id, Comment.status == Status.PUBLISHED
    )
    return session.scalar(newest)
