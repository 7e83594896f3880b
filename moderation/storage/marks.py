"""The mark of an article: what differs as soon as one of its comments comes, goes or changes."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from moderation.storage.account_tables import Site
from moderation.storage.tables import Article, Comment

_MARK = (
    select(
        Article.id,
        func.count(Comment.id),
        func.sum(Comment.version),
        func.sum(Comment.respect_count),
        func.max(Comment.id),
    )
    .join(Site, Site.id == Article.site_id)
    .outerjoin(Comment, Comment.article_id == Article.id)
    .where(Site.slug == bindparam("site"), Article.external_id == bindparam("article"))
    .group_by(Article.id)
)
"""Every change of a comment adds to its version, but for who respects it."""


def mark_of(session: Session, site: str, article: str) -> str | None:
    """The mark; None when there is no such article."""
    found = session.connection().execute(_MARK, {"site": site, "article": article}).one_or_none()
    return None if found is None else " ".join(map(str, found))
