"""An author's record as somebody at the desk may see it: only what lies in their areas is counted and listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from moderation.domain.callers import Area
from moderation.domain.comments import Status
from moderation.domain.errors import NotFound
from moderation.storage.account_tables import Site
from moderation.storage.areas import within
from moderation.storage.desk_tables import Report
from moderation.storage.tables import Article, Author, Comment


@dataclass(frozen=True)
class Reports:
    """How many comments somebody reported, and what became of that."""

    made: int
    upheld: int
    dismissed: int

    @property
    def waiting(self) -> int:
        """How many nobody has looked at yet."""
        return self.made - self.upheld - self.dismissed


def author_with(session: Session, author_id: int, *, to_change: bool = False) -> tuple[Author, Site]:
    """The author and their site; ``to_change`` has others who change them wait, while comments may come in.

    Raises:
        NotFound: when there is none.
    """
    asked = select(Author, Site).join(Site, Site.id == Author.site_id).where(Author.id == author_id)
    if to_change:
        asked = asked.with_for_update(of=Author, key_share=True)
    found = session.execute(asked).one_or_none()
    if found is None:
        raise NotFound("There is no such author.", code="unknown_author")
    return found[0], found[1]


def wrote_within(session: Session, author: Author, areas: Sequence[Area]) -> bool:
    """Whether any comment of theirs lies in these areas."""
    asked = select(Comment.id).join(Article, Article.id == Comment.article_id)
    return session.scalar(asked.where(by(author), within(areas)).limit(1)) is not None


def counts_where(session: Session, of: ColumnElement[bool], areas: Sequence[Area]) -> dict[Status, int]:
    """How many of the comments of an author or article that lie in these areas are in each status."""
    asked = select(Comment.status, func.count()).where(of)
    if areas:
        asked = asked.join(Article, Article.id == Comment.article_id).where(within(areas))
    found = {status: number for status, number in session.execute(asked.group_by(Comment.status))}
    return {status: found.get(status, 0) for status in Status}


def counts_by_author(
    session: Session, author_ids: Sequence[int], areas: Sequence[Area]
) -> dict[int, dict[Status, int]]:
    """How many comments of each of these authors that lie in these areas are in each status, by author id."""
    asked = select(Comment.author_id, Comment.status, func.count()).where(Comment.author_id.in_(author_ids))
    if areas:
        asked = asked.join(Article, Article.id == Comment.article_id).where(within(areas))
    counts = {author: dict.fromkeys(Status, 0) for author in author_ids}
    for author, status, number in session.execute(asked.group_by(Comment.author_id, Comment.status)):
        counts[author][status] = number
    return counts


def comments_where(
    session: Session, of: ColumnElement[bool], areas: Sequence[Area], *, after: str | None, limit: int
) -> Sequence[Comment]:
    """A page of the comments of an author or article that lie in these areas, whatever their status, latest first."""
    asked = (
        select(Comment)
        .join(Article, Article.id == Comment.article_id)
        .where(of, within(areas))
        .order_by(Comment.id.desc())
        .limit(limit)
        .options(contains_eager(Comment.article), joinedload(Comment.author))
    )
    return session.scalars(asked.where(Comment.id < after) if after else asked).all()


def by(author: Author) -> ColumnElement[bool]:
    """That the outer query's comment is theirs."""
    return Comment.author_id == author.id


def under(article: Article) -> ColumnElement[bool]:
    """That the outer query's comment stands under this article."""
    return Comment.article_id == article.id


def featured_under(session: Session, article: Article) -> Sequence[Comment]:
    """The article's featured comments that are published, latest featured first."""
    asked = select(Comment).where(
        Comment.article_id == article.id,
        Comment.featured_at.is_not(None),
        Comment.status == Status.PUBLISHED,
    )
    return session.scalars(
        asked.order_by(Comment.featured_at.desc(), Comment.id.desc()).options(joinedload(Comment.author))
    ).all()


def reports_by(session: Session, author: Author, areas: Sequence[Area]) -> Reports:
    """What they reported in these areas, and what became of it; without what its author took back meanwhile."""
    counted = session.execute(
        select(Report.upheld, func.count())
        .join(Comment, Comment.id == Report.comment_id)
        .join(Article, Article.id == Comment.article_id)
        .where(Report.author_id == author.id, within(areas))
        .where(or_(Report.settled_at.is_(None), Report.upheld.is_not(None)))
        .group_by(Report.upheld)
    )
    count = {upheld: number for upheld, number in counted}
    return Reports(made=sum(count.values()), upheld=count.get(True, 0), dismissed=count.get(False, 0))
