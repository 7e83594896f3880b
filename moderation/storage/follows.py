"""Which threads readers follow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, joinedload

from moderation.storage.own_tables import Follow
from moderation.storage.tables import Article, Comment
from moderation.storage.upsert import insert


def add_follow(session: Session, account_id: int, root_id: str, now: datetime) -> None:
    """Have the account told of this thread, if it is not yet."""
    followed = insert(session, Follow).values(account_id=account_id, comment_id=root_id, made_at=now)
    session.execute(followed.on_conflict_do_nothing(index_elements=["account_id", "comment_id"]))


def drop_follow(session: Session, account_id: int, root_id: str) -> None:
    """Tell the account no more of this thread."""
    session.execute(delete(Follow).where(Follow.account_id == account_id, Follow.comment_id == root_id))


def is_followed(session: Session, account_id: int, root_id: str) -> bool:
    """Whether the account follows this thread."""
    return session.get(Follow, (account_id, root_id)) is not None


def followed_by(session: Session, account_id: int, root_ids: Sequence[str]) -> frozenset[str]:
    """Which of these threads the account follows."""
    asked = select(Follow.comment_id).where(Follow.account_id == account_id, Follow.comment_id.in_(root_ids))
    return frozenset(session.scalars(asked))


def followers_of(session: Session, root_ids: Sequence[str]) -> dict[str, list[int]]:
    """The accounts that follow each of these threads, by its first comment."""
    found: dict[str, list[int]] = {}
    asked = select(Follow.comment_id, Follow.account_id).where(Follow.comment_id.in_(root_ids))
    for root_id, account_id in session.execute(asked.order_by(Follow.account_id)):
        found.setdefault(root_id, []).append(account_id)
    return found


def follows_of(session: Session, account_id: int) -> Sequence[Follow]:
    """What the account follows, with each first comment, its author and where it stands; latest first."""
    asked = (
        select(Follow)
        .where(Follow.account_id == account_id)
        .order_by(Follow.made_at.desc(), Follow.comment_id.desc())
        .options(
            joinedload(Follow.comment).joinedload(Comment.author),
            joinedload(Follow.comment).joinedload(Comment.article).joinedload(Article.site),
        )
    )
    return session.scalars(asked).all()
