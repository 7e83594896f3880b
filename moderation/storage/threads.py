"""Whole threads: taking hold of them from the top, and moving one to another article."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from moderation.domain.errors import NotFound
from moderation.storage.tables import Article, Comment

FROM_THE_TOP = (Comment.parent_id.is_not(None), Comment.id)
"""First comments before all others: a reply's number may be the lower one when both came in the same millisecond."""


def size_of(session: Session, root: Comment) -> int:
    """How many comments the thread has, whatever their status."""
    return session.scalar(select(func.count()).where(Comment.root_id == root.id)) or 0


def hold_from_the_top(session: Session, comment_ids: Collection[str]) -> None:
    """Keep the first comments of these comments' threads from others, and then these comments themselves.

    A reply that is published or taken down changes what its thread counts. Whoever changes a comment holds its thread
    first, so that no two wait for each other; with SQLite one alone writes anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        firsts = session.scalars(select(Comment.root_id).where(Comment.id.in_(comment_ids)))
        held = select(Comment.id).where(Comment.id.in_({*firsts, *comment_ids})).order_by(*FROM_THE_TOP)
        session.scalars(held.with_for_update()).all()


def hold_thread(session: Session, root: Comment) -> None:
    """Keep every comment of the thread from others until this transaction ends, and replies from coming in."""
    asked = select(Comment.id).where(Comment.root_id == root.id).order_by(*FROM_THE_TOP)
    session.scalars(asked.with_for_update()).all()


def move_thread(session: Session, root: Comment, article: Article) -> Sequence[str]:
    """The ids of the thread's comments, which stand under the article now, each with its version grown by one."""
    session.execute(
        update(Comment)
        .where(Comment.root_id == root.id)
        .values(article_id=article.id, version=Comment.version + 1)
        .execution_options(synchronize_session=False)
    )
    session.refresh(root)
    return session.scalars(select(Comment.id).where(Comment.root_id == root.id)).all()


def root_for_reply(session: Session, root_id: str) -> Comment:
    """The thread's first comment as it is now; the thread is kept from others until this transaction ends.

    Raises:
        NotFound: when there is none.
    """
    asked = select(Comment).where(Comment.id == root_id).with_for_update(key_share=True)
    root = session.scalar(asked.execution_options(populate_existing=True))
    if root is None:
        raise NotFound("There is no such comment.", code="unknown_comment")
    return root
