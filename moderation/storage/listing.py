"""Comments as readers list them: the pages of an article and of a thread, in their orders."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from moderation.domain.comments import GONE, Status
from moderation.storage.tables import Article, Comment

AFTER_ALL = "g"
"""What every id comes before: they are written in the digits of 16."""


def visible_to(author_ids: Sequence[int], seen: type[Comment] = Comment) -> ColumnElement[bool]:
    """What these authors may see: everything published, all that is their own, and the places of what is gone but
    was answered.
    """
    own = and_(seen.author_id.in_(author_ids), seen.status != Status.ERASED)
    return or_(seen.status == Status.PUBLISHED, own, and_(seen.status.in_(GONE), _is_answered(seen)))


def _is_answered(seen: type[Comment]) -> ColumnElement[bool]:
    """That something published answers the outer query's comment, or stands anywhere below it if it begins a thread."""
    answer, below = aliased(Comment), aliased(Comment)
    answers = select(answer.id).where(
        answer.article_id == seen.article_id,
        answer.parent_id == seen.id,
        answer.status == Status.PUBLISHED,
    )
    stands_below = select(below.id).where(
        seen.parent_id.is_(None),
        below.root_id == seen.id,
        below.id != seen.id,
        below.status == Status.PUBLISHED,
    )
    return or_(answers.correlate(seen).exists(), stands_below.correlate(seen).exists())


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
    root = aliased(Comment)
    last = _last_of_first(root, author_ids, each)
    asked = (
        select(Comment)
        .join(root, and_(Comment.root_id == root.id, Comment.id <= last))
        .where(root.id.in_(root_ids), Comment.parent_id.is_not(None), visible_to(author_ids))
        .order_by(Comment.id)
        .options(joinedload(Comment.author), joinedload(Comment.parent).joinedload(Comment.author))
    )
    found: dict[str, list[Comment]] = {root_id: [] for root_id in root_ids}
    for reply in session.scalars(asked):
        found[reply.root_id].append(reply)
    return found


def _last_of_first(root: type[Comment], author_ids: Sequence[int], each: int) -> ColumnElement[str]:
    """For the outer query's root, the id of the ``each``-th reply that these authors see, or what comes after any: an
    index finds the first replies of a thread of any length.
    """
    reply = aliased(Comment)
    asked = select(reply.id).where(
        reply.root_id == root.id, reply.parent_id.is_not(None), visible_to(author_ids, reply)
    )
    nth = asked.order_by(reply.id).offset(each - 1).limit(1).correlate(root)
    return func.coalesce(nth.scalar_subquery(), AFTER_ALL)


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
