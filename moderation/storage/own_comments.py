"""What an author wrote, over all sites, whatever became of it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from moderation.storage.tables import Article, Comment


def written_by(
    session: Session, author_ids: Sequence[int], *, after: str | None, limit: int
) -> Sequence[Comment]:
    """A page of these authors' comments with article and site, newest first, after the one already seen."""
    asked = (
        select(Comment)
        .where(Comment.author_id.in_(author_ids))
        .order_by(Comment.id.desc())
        .limit(limit)
        .options(
            joinedload(Comment.author),
            joinedload(Comment.parent).joinedload(Comment.author),
            joinedload(Comment.article).joinedload(Article.site),
        )
    )
    if after is not None:
        asked = asked.where(Comment.id < after)
    return session.scalars(asked).all()
