"""The audit: every act and every decision of a manager, latest first, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    and_,
    case,
    cast,
    exists,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, contains_eager, joinedload

from moderation.domain.acts import Deed, Question
from moderation.domain.callers import Area
from moderation.domain.comments import Action
from moderation.storage.account_tables import Account, Key, Site
from moderation.storage.areas import within
from moderation.storage.desk_tables import Act
from moderation.storage.tables import Article, Author, Comment, Decision

ACT, DECISION = "act", "decision"
Place = tuple[datetime, str, int]
"""Where a page goes on: after what was done at this moment, of this kind, with this id."""


@dataclass(frozen=True)
class Sight:
    """How far somebody sees: their areas (none: everything) and their own account."""

    areas: Sequence[Area]
    account_id: int


def acts(session: Session, sight: Sight, asked: Question, after: Place | None, limit: int) -> Sequence[Act]:
    """The next acts, with who did them."""
    if isinstance(asked.what, Action):
        return []
    chosen = [_seen(sight), *_when(asked, Act.acted_at), *_after(after, ACT, Act.acted_at, Act.id)]
    if asked.what is not None:
        chosen.append(Act.deed == asked.what)
    if asked.manager_id is not None or asked.by_operator:
        chosen.append(Act.manager_id == asked.manager_id)
    found = select(Act).where(*chosen).order_by(Act.acted_at.desc(), Act.id.desc()).limit(limit)
    return session.scalars(found.options(joinedload(Act.manager))).all()


def decisions(
    session: Session, sight: Sight, asked: Question, after: Place | None, limit: int
) -> Sequence[tuple[Decision, Article]]:
    """The next decisions of managers, with who decided and under which article."""
    if isinstance(asked.what, Deed) or asked.by_operator:
        return []
    chosen = [
        Decision.manager_id.is_not(None),
        *_when(asked, Decision.decided_at),
        *_after(after, DECISION, Decision.decided_at, Decision.id),
    ]
    if sight.areas:  # asked of each decision: a join would begin at the articles and sort all that lie there
        there = select(Comment.id).join(Article, Article.id == Comment.article_id)
        there = there.where(Comment.id == Decision.comment_id, within(sight.areas)).correlate(Decision)
        chosen.append(exists(there))
    if asked.what is not None:
        chosen.append(Decision.action == asked.what)
    if asked.manager_id is not None:
        chosen.append(Decision.manager_id == asked.manager_id)
    found = (
        select(Decision, Article)
        .outerjoin(Comment, Comment.id == Decision.comment_id)
        .outerjoin(Article, Article.id == Comment.article_id)
        .outerjoin(Decision.manager)
        .where(*chosen)
        .order_by(Decision.decided_at.desc(), Decision.id.desc())
        .options(contains_eager(Decision.manager))
        .limit(limit)
    )
    return [(decision, article) for decision, article in session.execute(found)]


NAMED: dict[str, tuple[InstrumentedAttribute[int], InstrumentedAttribute[str]]] = {
    "account": (Account.id, Account.name),
    "author": (Author.id, Author.name),
    "article": (Article.id, Article.title),
    "key": (Key.id, Key.name),
    "site": (Site.id, Site.name),
}
"""The subjects that people know by a name, each with its number and that name."""


def names_of(session: Session, subjects: Sequence[str]) -> dict[str, str]:
    """What people call these subjects: the account's or author's name, the article's title."""
    names: dict[str, str] = {}
    for kind, (number, name) in NAMED.items():
        numbers = [
            int(said)
            for each in subjects
            for of, _, said in [each.partition(" ")]
            if of == kind and said.isdecimal()
        ]
        if numbers:
            rows = session.execute(select(number, name).where(number.in_(numbers)))
            names.update({f"{kind} {found}": called for found, called in rows})
    return names


def _seen(sight: Sight) -> ColumnElement[bool]:
    """Acts on what lies in the areas, on whole sites that do, and on one's own account."""
    if not sight.areas:
        return true()
    whole = [area.site for area in sight.areas if not area.section_path]
    named = func.substr(Act.subject, len("comment ") + 1)  # an article's number begins there too
    number = case((Act.subject.like("article %"), cast(named, Integer)))
    comment = select(Comment.id).join(Article, Article.id == Comment.article_id)
    asked_about = func.substr(Act.subject, len("asks ") + 1)
    return or_(
        Act.subject == f"account {sight.account_id}",
        Act.site_id.in_(select(Site.id).where(Site.slug.in_(whole))),
        and_(Act.subject.like("comment %"), exists(comment.where(Comment.id == named, within(sight.areas)))),
        and_(
            Act.subject.like("asks %"), exists(comment.where(Comment.id == asked_about, within(sight.areas)))
        ),
        exists(select(Article.id).where(Article.id == number, within(sight.areas))),
    )


def _when(asked: Question, moment: Any) -> list[ColumnElement[bool]]:
    since = [moment >= asked.since] if asked.since else []
    return since + ([moment < asked.before] if asked.before else [])


def _after(after: Place | None, kind: str, moment: Any, number: Any) -> list[ColumnElement[bool]]:
    """Done earlier; at the same moment, acts come before decisions and higher numbers before lower ones."""
    if after is None:
        return []
    at, seen, seen_id = after
    if kind == seen:
        return [or_(moment < at, and_(moment == at, number < seen_id))]
    return [moment <= at if kind > seen else moment < at]
