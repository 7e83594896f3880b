"""Which threads readers follow, each as the authors that they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, joinedload

from moderation.storage.own_tables import Follow
from moderation.storage.tables import Article, Author, Comment
from moderation.storage.upsert import insert


def add_follow(session: Session, author: Author, root_id: str, now: datetime) -> None:
    """Have the author told of this thread, if they are not yet."""
    followed = insert(session, Follow).values(author_id=author.id, comment_id=root_id, made_at=now)
    session.execute(followed.on_conflict_do_nothing(index_elements=["author_id", "comment_id"]))


def drop_follow(session: Session, author_ids: Sequence[int], root_id: str) -> None:
    """Tell somebody who is these authors no more of this thread."""
    session.execute(delete(Follow).where(Follow.author_id.in_(author_ids), Follow.comment_id == root_id))


def followed_by(session: Session, author_ids: Sequence[int], root_ids: Sequence[str]) -> frozenset[str]:
    """Which of these threads somebody follows who is these authors."""
    if not author_ids:
        return frozenset()
    asked = select(Follow.comment_id).where(Follow.author_id.in_(author_ids), Follow.comment_id.in_(root_ids))
    return frozenset(session.scalars(asked))


def followers_of(session: Session, root_ids: Sequence[str]) -> dict[str, list[int]]:
    """The authors who follow each of these threads, by its first comment."""
    found: dict[str, list[int]] = {}
    asked = select(Follow.comment_id, Follow.author_id).where(Follow.comment_id.in_(root_ids))
    for root_id, author_id in session.execute(asked.order_by(Follow.author_id)):
        found.setdefault(root_id, []).append(author_id)
    return found


def follows_of(session: Session, author_ids: Sequence[int]) -> Sequence[Follow]:
    """What these authors follow, with each first comment, its author and where it stands; latest first."""
    asked = (
        select(Follow)
        .where(Follow.author_id.in_(author_ids))
        .order_by(Follow.made_at.desc(), Follow.comment_id.desc())
        .options(
            joinedload(Follow.comment).joinedload(Comment.author),
            joinedload(Follow.comment).joinedload(Comment.article).joinedload(Article.site),
        )
    )
    return session.scalars(asked).all()
