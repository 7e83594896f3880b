"""Comments and their revisions: keeping one, changing its status, and reading them as a thread."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from moderation.domain.comments import Status
from moderation.domain.errors import NotFound
from moderation.storage.columns import time_ordered_id
from moderation.storage.tables import Article, Author, Comment, Decision, Revision


def new_id(now: datetime) -> str:
    """An id for a comment that comes in now."""
    return time_ordered_id(now)


def add_comment(
    session: Session,
    *,
    comment_id: str,
    article: Article,
    author: Author,
    parent: Comment | None,
    text: str,
    findings: list[dict[str, Any]],
    now: datetime,
) -> Revision:
    """The first revision of a new comment, which is held for what was found."""
    comment = Comment(
        id=comment_id,
        article_id=article.id,
        author_id=author.id,
        parent_id=parent.id if parent else None,
        root_id=parent.root_id if parent else comment_id,
        status=Status.HELD,
        version=1,
        queue_at=now,
        created_at=now,
    )
    comment.article, comment.author, comment.parent = article, author, parent
    revision = Revision(number=1, text=text, created_at=now, scores={}, evidence={}, findings=findings)
    revision.comment = comment
    session.add(revision)
    session.flush()
    return revision


def comment_with(session: Session, comment_id: str, *, to_change: bool = False) -> Comment:
    """The comment with its article, site and author; ``to_change`` keeps others from changing it meanwhile.

    Raises:
        NotFound: when there is none.
    """
    asked = select(Comment).where(Comment.id == comment_id)
    asked = asked.options(
        joinedload(Comment.article).joinedload(Article.site),
        joinedload(Comment.author),
        joinedload(Comment.parent),
    )
    if to_change:
        asked = asked.with_for_update(of=Comment)
    comment = session.scalar(asked)
    if comment is None:
        raise NotFound("There is no such comment.", code="unknown_comment")
    return comment


def comments_with(session: Session, comment_ids: Sequence[str]) -> dict[str, Comment]:
    """Those of these comments that there are, each with its article and author, by id."""
    asked = select(Comment).where(Comment.id.in_(comment_ids))
    asked = asked.options(joinedload(Comment.article).joinedload(Article.site), joinedload(Comment.author))
    return {comment.id: comment for comment in session.scalars(asked)}


def version_of(session: Session, comment_id: str) -> int:
    """The version that the comment is at, which nobody else changes until this transaction ends.

    Raises:
        NotFound: when there is no such comment.
    """
    version = session.scalar(select(Comment.version).where(Comment.id == comment_id).with_for_update())
    if version is None:
        raise NotFound("There is no such comment.", code="unknown_comment")
    return version


def latest_revision(session: Session, comment_id: str) -> Revision:
    """What the comment says now."""
    newest = (
        select(Revision).where(Revision.comment_id == comment_id).order_by(Revision.number.desc()).limit(1)
    )
    return session.scalars(newest).one()


def says_now() -> ColumnElement[bool]:
    """That the outer query's revision is what its comment says now."""
    return and_(Revision.comment_id == Comment.id, Revision.number == Comment.revision_number)


def revision_with(session: Session, revision_id: int) -> Revision:
    """The wording of this number, which there is."""
    return session.scalars(select(Revision).where(Revision.id == revision_id)).one()


def open_under(session: Session, article: Article) -> Sequence[str]:
    """The ids of an article's held comments that no manager has decided on, kept from others meanwhile."""
    by_a_manager = exists().where(Decision.comment_id == Comment.id, Decision.manager_id.is_not(None))
    asked = (
        select(Comment.id)
        .where(Comment.article_id == article.id, Comment.status == Status.HELD, ~by_a_manager)
        .order_by(Comment.id)
    )
    return session.scalars(asked.with_for_update()).all()


def texts_of(session: Session, comment_ids: Sequence[str]) -> dict[str, Revision]:
    """What each of these comments says now, by comment id."""
    ordered = select(Revision).where(Revision.comment_id.in_(comment_ids)).order_by(Revision.number)
    return {revision.comment_id: revision for revision in session.scalars(ordered)}


def visible_to(author_ids: Sequence[int]) -> ColumnElement[bool]:
    """What these authors may see: everything published, and all that is their own."""
    return or_(Comment.status == Status.PUBLISHED, Comment.author_id.in_(author_ids))


def reply_count() -> ColumnElement[int]:
    """For the outer query's comment, the number of published comments in its thread below it."""
    reply = aliased(Comment)
    counted = select(func.count()).where(
        reply.root_id == Comment.id, reply.id != Comment.id, reply.status == Status.PUBLISHED
    )
    return counted.correlate(Comment).scalar_subquery()


def roots(
    session: Session,
    article: Article,
    author_ids: Sequence[int],
    *,
    sort: str,
    after: tuple[int, str] | None,
    limit: int,
) -> list[tuple[Comment, int]]:
    """A page of the article's first-level comments with their reply counts.

    ``sort`` is newest, oldest or most_replied; ``after`` the (reply count, id) of the last one already seen.
    """
    replies = reply_count().label("replies")
    asked = (
        select(Comment, replies)
        .where(Comment.article_id == article.id, Comment.parent_id.is_(None), visible_to(author_ids))
        .options(joinedload(Comment.author))
    )
    if sort == "most_replied":
        asked = asked.order_by(replies.desc(), Comment.id.desc())
    else:
        asked = asked.order_by(Comment.id.asc() if sort == "oldest" else Comment.id.desc())
    if after is not None:
        asked = asked.where(_beyond(sort, replies, after))
    return [(comment, count) for comment, count in session.execute(asked.limit(limit))]


def root_with(
    session: Session, article: Article, author_ids: Sequence[int], root_id: str
) -> tuple[Comment, int] | None:
    """One first-level comment of the article with its reply count; None when these authors may not see it."""
    asked = (
        select(Comment, reply_count())
        .where(Comment.article_id == article.id, Comment.id == root_id, visible_to(author_ids))
        .options(joinedload(Comment.author))
    )
    found = session.execute(asked).one_or_none()
    return (found[0], found[1]) if found else None


def _beyond(sort: str, replies: ColumnElement[int], after: tuple[int, str]) -> ColumnElement[bool]:
    count, comment_id = after
    if sort == "most_replied":
        return or_(replies < count, and_(replies == count, Comment.id < comment_id))
    return Comment.id > comment_id if sort == "oldest" else Comment.id < comment_id


def replies_below(
    session: Session, root_ids: Sequence[str], author_ids: Sequence[int], each: int
) -> dict[str, list[Comment]]:
    """The first ``each`` replies of every thread, oldest first, by the root's id."""
    place = func.row_number().over(partition_by=Comment.root_id, order_by=Comment.id)
    numbered = (
        select(Comment.id, place.label("place"))
        .where(Comment.root_id.in_(root_ids), Comment.parent_id.is_not(None), visible_to(author_ids))
        .subquery()
    )
    asked = (
        select(Comment)
        .join(numbered, numbered.c.id == Comment.id)
        .where(numbered.c.place <= each)
        .order_by(Comment.id)
        .options(joinedload(Comment.author), joinedload(Comment.parent).joinedload(Comment.author))
    )
    found: dict[str, list[Comment]] = {root_id: [] for root_id in root_ids}
    for reply in session.scalars(asked):
        found[reply.root_id].append(reply)
    return found


def thread(
    session: Session, root_id: str, author_ids: Sequence[int], *, after: str | None, limit: int
) -> Sequence[Comment]:
    """A page of the replies in a thread, oldest first, after the one already seen."""
    asked = (
        select(Comment)
        .where(Comment.root_id == root_id, Comment.parent_id.is_not(None), visible_to(author_ids))
        .order_by(Comment.id)
        .options(joinedload(Comment.author), joinedload(Comment.parent).joinedload(Comment.author))
    )
    if after is not None:
        asked = asked.where(Comment.id > after)
    return session.scalars(asked.limit(limit)).all()


def published_count(session: Session, article: Article) -> int:
    """How many published comments stand under an article."""
    counted = select(func.count()).where(Comment.article_id == article.id, Comment.status == Status.PUBLISHED)
    return session.scalar(counted) or 0


def conversation(session: Session, comment: Comment, limit: int) -> Sequence[Comment]:
    """The comment's thread in any status, oldest first: its root, then the last ``limit`` up to the comment."""
    asked = (
        select(Comment)
        .where(Comment.root_id == comment.root_id, Comment.id <= comment.id, Comment.id != comment.root_id)
        .order_by(Comment.id.desc())
        .limit(limit)
        .options(joinedload(Comment.author))
    )
    root = select(Comment).where(Comment.id == comment.root_id).options(joinedload(Comment.author))
    return [*session.scalars(root), *reversed(session.scalars(asked).all())]
