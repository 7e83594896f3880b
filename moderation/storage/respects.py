"""Who respects which comment; how many do is counted on the comment, by triggers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from moderation.storage.own_tables import Respect
from moderation.storage.tables import Author, Comment
from moderation.storage.upsert import insert


def give(session: Session, comment: Comment, author: Author, now: datetime) -> None:
    """Have the author respect the comment; once, however often it is said."""
    session.execute(
        insert(session, Respect)
        .values(comment_id=comment.id, author_id=author.id, made_at=now)
        .on_conflict_do_nothing(index_elements=["comment_id", "author_id"])
    )


def take_back(session: Session, comment: Comment, author: Author) -> None:
    """Have the author respect the comment no longer."""
    gone = delete(Respect).where(Respect.comment_id == comment.id, Respect.author_id == author.id)
    session.execute(gone)


def count_of(session: Session, comment: Comment) -> int:
    """How many respect the comment."""
    return session.scalars(select(Comment.respect_count).where(Comment.id == comment.id)).one()


def respected_by(session: Session, author_ids: Sequence[int], comment_ids: Sequence[str]) -> frozenset[str]:
    """Which of these comments somebody respects who is these authors."""
    if not author_ids:
        return frozenset()
    asked = select(Respect.comment_id).where(
        Respect.comment_id.in_(comment_ids), Respect.author_id.in_(author_ids)
    )
    return frozenset(session.scalars(asked))
