"""Searching comments by what they say now and by what became of them, newest first, and authors, articles, decisions.

A word may be said by every comment, and a filter let none of them through. So a page looks at the latest ``WINDOW``
only and tells where to look on, unless few say the words: then at those, whenever they came in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, not_, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from moderation.domain.callers import Area
from moderation.domain.comments import BY_AUTHOR
from moderation.domain.searching import Search, Term, begun
from moderation.storage.account_tables import Site
from moderation.storage.areas import under, within
from moderation.storage.columns import first_id_at
from moderation.storage.comments import says_now
from moderation.storage.decisions import came_along
from moderation.storage.tables import Article, Author, Comment, Decision, Revision
from moderation.storage.words import saying, says

WINDOW = 50_000
"""How many comments one page looks at."""

FEW = 5_000
"""Up to how many comments that say the words are put in order at once."""


@dataclass(frozen=True)
class Found:
    """A page of ids, newest first; ``next`` is where to look on, None at the end of all.

    ``is_cut`` says that the page ends because enough was looked at, not because it is full.
    """

    ids: Sequence[str]
    next: str | None
    is_cut: bool = False


def found(session: Session, areas: Sequence[Area], search: Search, *, after: str | None, limit: int) -> Found:
    """The comments in these areas that are looked for, written before the one whose id was told before."""
    by_words = _by_words(session, search)
    said = saying(session, "revision", search.terms) if by_words else _latest(session, search, after)
    window = said.subquery("seen")
    place = Comment.id if by_words else window.c.id
    asked = (
        select(Comment.id)
        .join_from(window, Revision, (Revision.id if by_words else Revision.comment_id) == window.c.id)
        .join(Comment, says_now())
        .join(Article, Article.id == Comment.article_id)
        .where(within(areas), *_conditions(session, search, by_words=by_words))
        .order_by(place.desc())
        .limit(limit + 1)
    )
    if by_words and after:
        asked = asked.where(Comment.id < after)
    ids = session.scalars(asked).all()
    if len(ids) > limit:
        return Found(ids[:limit], ids[limit - 1])
    if by_words:
        return Found(ids, None)
    size, last = session.execute(select(func.count(), func.min(window.c.id))).one()
    is_cut = size == WINDOW
    return Found(ids, last if is_cut else None, is_cut)


def _by_words(session: Session, search: Search) -> bool:
    """Whether to go through what says the words, not through what was written: where only few do."""
    if all(term.is_without for term in search.terms) or search.author or search.article:
        return False
    if search.since or search.until:
        return False
    some = saying(session, "revision", search.terms).limit(FEW + 1).subquery()
    return session.scalars(select(func.count()).select_from(some)).one() <= FEW


def _latest(session: Session, search: Search, after: str | None) -> Select[Any]:
    """The latest comments, by when they were written: their ids are in order of time."""
    asked = select(Comment.id).where(*_few(session, search))
    if after:
        asked = asked.where(Comment.id < after)
    return asked.order_by(Comment.id.desc()).limit(WINDOW)


def _few(session: Session, search: Search) -> list[ColumnElement[bool]]:
    """What an index answers."""
    asked: list[ColumnElement[bool]] = []
    if search.since:
        asked.append(Comment.id >= first_id_at(search.since))
    if search.until:
        asked.append(Comment.id < first_id_at(search.until))
    if search.author:
        asked.append(Comment.author_id.in_(_named(session, "author", search.author)))
    if search.article:
        asked.append(Comment.article_id.in_(_named(session, "article", search.article)))
    return asked


def _named(session: Session, searched: str, name: str) -> Select[Any]:
    """The ids of those whose name or title has these words or beginnings, or whose number it is."""
    own = Author.id if searched == "author" else Article.id
    number = name.removeprefix("#")
    if name.startswith("#") and number.isascii() and number.isdigit() and len(number) < 10:
        return select(own).where(own == int(number))
    words = begun(name)
    return saying(session, searched, words) if words else select(own).where(own.is_(None))


def _conditions(session: Session, search: Search, *, by_words: bool) -> list[ColumnElement[bool]]:
    return [
        *_of_the_text(session, search, by_words=by_words),
        *_of_the_place(search),
        *_of_the_decision(search),
    ]


def _of_the_text(session: Session, search: Search, *, by_words: bool) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if search.terms and not by_words:
        asked.append(says(session, "revision", search.terms, Revision.id))
    if search.attribute:
        asked.append(Revision.scores[search.attribute].as_float() >= search.score)
    return asked


def _of_the_place(search: Search) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if search.site:
        asked.append(within([Area(search.site)]))
    if search.section:
        asked.append(under(search.section))
    if search.language:
        asked.append(
            or_(Article.language == search.language, Article.language.startswith(f"{search.language}-"))
        )
    if search.status:
        asked.append(Comment.status == search.status)
    return asked


def _of_the_decision(search: Search) -> list[ColumnElement[bool]]:
    """What the last decision on the comment was like."""
    if search.reason is None and search.decider is None:
        return []
    of_it = Decision.comment_id == Comment.id
    last = select(func.max(Decision.id)).where(of_it).correlate(Comment).scalar_subquery()
    asked = [Decision.id == last]
    if search.reason is not None:
        asked.append(Decision.reason == search.reason)
    if search.decider is not None:
        asked.append(Decision.manager_id == search.decider if search.decider else _by_the_check())
    return [select(Decision.id).where(*asked).correlate(Comment).exists()]


def _by_the_check() -> ColumnElement[bool]:
    return and_(Decision.manager_id.is_(None), Decision.action.not_in(BY_AUTHOR), not_(came_along()))


@dataclass(frozen=True)
class Shown:
    """A comment with its article, site and author, what it says now, and the last decision on it."""

    comment: Comment
    revision: Revision
    decision: Decision | None


def shown(session: Session, comment_ids: Sequence[str]) -> list[Shown]:
    """These comments, in this order."""
    last = select(func.max(Decision.id)).where(Decision.comment_id == Comment.id).correlate(Comment)
    asked = (
        select(Comment, Revision, Decision)
        .join(Revision, says_now())
        .outerjoin(Decision, Decision.id == last.scalar_subquery())
        .where(Comment.id.in_(comment_ids))
        .options(
            joinedload(Comment.article).joinedload(Article.site),
            joinedload(Comment.author),
            joinedload(Decision.manager),
        )
    )
    by_id = {
        comment.id: Shown(comment, revision, decision)
        for comment, revision, decision in session.execute(asked)
    }
    return [by_id[comment_id] for comment_id in comment_ids]


def authors_called(
    session: Session, areas: Sequence[Area], terms: Sequence[Term], limit: int
) -> Sequence[tuple[Author, str, int]]:
    """Authors by words of their names, each with the site and how many comments they sent in these areas."""
    sent = select(func.count()).select_from(Comment).where(Comment.author_id == Author.id)
    if areas:
        sent = sent.join(Article, Article.id == Comment.article_id).where(within(areas))
    count = sent.correlate(Author).scalar_subquery()
    asked = (
        select(Author, Site.slug, count.label("sent"))
        .join(Site, Site.id == Author.site_id)
        .where(Author.id.in_(saying(session, "author", terms).order_by("id").limit(1000)), count > 0)
        .order_by(count.desc(), Author.id)
        .limit(limit)
    )
    return [(author, slug, number) for author, slug, number in session.execute(asked)]


def articles_called(
    session: Session, areas: Sequence[Area], terms: Sequence[Term], limit: int
) -> Sequence[Article]:
    """Articles by words of their titles, the latest first."""
    asked = (
        select(Article)
        .join(Article.site)
        .where(Article.id.in_(saying(session, "article", terms)), within(areas))
    )
    return session.scalars(
        asked.order_by(Article.id.desc()).limit(limit).options(contains_eager(Article.site))
    ).all()


def decisions_saying(
    session: Session, areas: Sequence[Area], terms: Sequence[Term], limit: int
) -> Sequence[Decision]:
    """Decisions by words of their notes, the latest first, with who decided."""
    asked = (
        select(Decision)
        .join(Comment, Comment.id == Decision.comment_id)
        .join(Article, Article.id == Comment.article_id)
        .where(Decision.id.in_(saying(session, "decision", terms)), within(areas))
        .order_by(Decision.id.desc())
        .limit(limit)
    )
    return session.scalars(asked.options(joinedload(Decision.manager))).all()
