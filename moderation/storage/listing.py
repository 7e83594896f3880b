"""Comments as readers list them: the pages of an article and of a thread, in their orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, literal, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased, joinedload

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


@dataclass(frozen=True)
class Sight:
    """Who looks at first-level comments: these authors.

    ``keeps_held`` shows the places of those with a thread that are held since their authors edited them.
    """

    author_ids: Sequence[int]
    keeps_held: bool = False

    def sees(self) -> ColumnElement[bool]:
        """What of them is there for whoever looks."""
        seen = visible_to(self.author_ids)
        edited = Comment.revision_number > 1
        keeps = and_(Comment.status == Status.HELD, edited, Comment.reply_count > 0)
        return or_(seen, keeps) if self.keeps_held else seen


def roots(
    session: Session,
    article: Article,
    sight: Sight,
    *,
    sort: str,
    after: tuple[int, str] | None,
    limit: int,
) -> Sequence[Comment]:
    """A page of the article's first-level comments; ``after`` is the place (``place_in``) of the last one seen."""
    asked = (
        select(Comment)
        .where(Comment.article_id == article.id, Comment.parent_id.is_(None), sight.sees())
        .options(joinedload(Comment.author))
    )
    count = COUNTED.get(sort)
    if count is not None:
        asked = asked.order_by(count.desc(), Comment.id.desc())
    else:
        asked = asked.order_by(Comment.id.asc() if sort == "oldest" else Comment.id.desc())
    if after is not None:
        asked = asked.where(_beyond(sort, after))
    return session.scalars(asked.limit(limit)).all()


COUNTED: dict[str, InstrumentedAttribute[int]] = {
    "most_replied": Comment.reply_count,
    "most_respected": Comment.respect_count,
}
"""What the orders compare that begin with the greatest number; each has an index."""


def place_in(sort: str, comment: Comment) -> tuple[int, str]:
    """Where a first-level comment stands in an order: what that counts of it, and its id."""
    counts = {"most_replied": comment.reply_count, "most_respected": comment.respect_count}
    return counts.get(sort, 0), comment.id


def root_with(session: Session, article: Article, sight: Sight, root_id: str) -> Comment | None:
    """One first-level comment of the article; None when it is not in sight."""
    asked = (
        select(Comment)
        .where(Comment.article_id == article.id, Comment.id == root_id, sight.sees())
        .options(joinedload(Comment.author))
    )
    return session.scalar(asked)


def _beyond(sort: str, after: tuple[int, str]) -> ColumnElement[bool]:
    number, comment_id = after
    count = COUNTED.get(sort)
    if count is not None:
        return tuple_(count, Comment.id) < tuple_(literal(number), literal(comment_id))
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
