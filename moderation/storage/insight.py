"""What the tables say of a period: counted in the database, over ranges that an index knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from sqlalchemy import ColumnElement, Float, Integer, and_, bindparam, case, cast, func, not_, select
from sqlalchemy.orm import Session, aliased

from moderation.domain.appeals import Ground
from moderation.domain.comments import Action, Status
from moderation.domain.findings import Verdict
from moderation.storage.account_tables import Account
from moderation.storage.decisions import came_along, stands
from moderation.storage.desk_tables import Appeal, Report
from moderation.storage.periods import Period
from moderation.storage.speaking import by_nobody, day_of, each_finding, said, seconds_between
from moderation.storage.tables import Article, Comment, Decision, Revision

LATEST = 2500
"""How many of a period's decisions are looked at, the latest: more would tell the same, only later."""

SAMPLE = 600
"""About how many comments' scores are looked at, so that a long period costs no more than a short one."""


Made = type[Decision]
"""Decisions of managers, as a query names them."""


def volume(session: Session, period: Period) -> dict[tuple[str, Status], int]:
    """How many comments came in, by day and by where they stand now."""
    day = day_of(session, Comment.created_at).label("day")
    asked = select(day, Comment.status, func.count()).where(period.came_in(), period.under_it())
    return {
        (str(at), status): number
        for at, status, number in session.execute(asked.group_by(day, Comment.status))
    }


def caught(session: Session, period: Period) -> int:
    """How many of the comments that came in the automatic check ever held or rejected."""
    asked = select(func.count(Decision.comment_id.distinct())).where(
        period.came_in(Decision.comment_id),
        by_nobody(session, Decision.manager_id),
        Decision.action.in_([Action.HOLD, Action.REJECT]),
        not_(came_along()),
        period.about_it(Decision.comment_id),
    )
    return session.scalar(asked) or 0


def latest(period: Period) -> Made:
    """The ``LATEST`` managers' decisions of the period that were not undone."""
    asked = select(
        Decision.id,
        Decision.comment_id,
        Decision.manager_id,
        Decision.action,
        Decision.before,
        Decision.findings,
        Decision.batch_id,
        Decision.decided_at,
    ).where(
        period.holds(Decision.decided_at),
        Decision.manager_id.is_not(None),
        Decision.action != Action.UNDO,
        stands(),
        period.about_it(Decision.comment_id),
    )
    return aliased(Decision, asked.order_by(Decision.decided_at.desc()).limit(LATEST).subquery("latest"))


@dataclass(frozen=True)
class Held:
    """What managers made of the comments that an attribute held; ``thresholds`` are the lowest and highest then."""

    attribute: str
    approved: int
    total: int
    thresholds: tuple[float, float] | None


def held_by_attribute(session: Session, period: Period) -> list[Held]:
    """What managers decided on comments that waited, by each attribute that had held them; most decided first."""
    made = latest(period)
    decided = select(made.id, made.action).where(
        made.before == Status.HELD, made.action.in_([Action.PUBLISH, Action.REJECT])
    )
    each = each_finding(session, decided, made.findings)
    attribute = said(session, each.c.finding, "attribute").label("attribute")
    threshold = cast(said(session, each.c.finding, "threshold"), Float)
    total = func.count(each.c.id.distinct()).label("total")
    approved = func.count(case((each.c.action == Action.PUBLISH, each.c.id)).distinct())
    asked = (
        select(attribute, approved, total, func.min(threshold), func.max(threshold))
        .where(attribute.is_not(None), said(session, each.c.finding, "verdict") != Verdict.PUBLISH)
        .group_by(attribute)
        .order_by(total.desc(), attribute)
    )
    return [
        Held(name, yes, number, (low, high) if low is not None else None)
        for name, yes, number, low, high in session.execute(asked)
    ]


class Taken(NamedTuple):
    """A manager's decision that stands: by whom, where, and how long the comment had waited for its first."""

    manager_id: int
    manager: str
    section: str
    is_batch: bool
    disagrees: bool
    waited_s: float | None


def taken(session: Session, period: Period) -> list[Taken]:
    """The latest managers' decisions that stand.

    A wait begins with the decision that led to being held, and ends with the first of a manager.
    What was undone, and the undo, are as if they had never been: the comment waited all along.
    """
    made = latest(period)
    asked = (
        select(
            made.manager_id,
            Account.name,
            Article.section_path,
            made.batch_id.is_not(None),
            disagreement(made),
            case((_is_first_on_held(made), seconds_between(session, _held_at(made), made.decided_at))),
        )
        .join(Account, Account.id == made.manager_id)
        .join(Comment, Comment.id == made.comment_id)
        .join(Article, Article.id == Comment.article_id)
    )
    return [Taken(*row) for row in session.execute(asked)]


def disagreement(made: Made) -> ColumnElement[bool]:
    """That a manager's decision goes against where the comment stood: approved what waited, rejected what was shown."""
    approved = and_(made.before == Status.HELD, made.action == Action.PUBLISH)
    rejected = and_(made.before == Status.PUBLISHED, made.action == Action.REJECT)
    return approved | rejected


def _is_first_on_held(made: Made) -> ColumnElement[bool]:
    earlier = aliased(Decision)
    by_a_manager = select(earlier.id).where(_counts_before(made, earlier), earlier.manager_id.is_not(None))
    return and_(made.before == Status.HELD, ~by_a_manager.exists())


def _counts_before(made: Made, earlier: Made) -> ColumnElement[bool]:
    """That a decision came before on the same comment, and was neither undone nor an undo."""
    is_before = and_(earlier.comment_id == made.comment_id, earlier.id < made.id)
    return and_(is_before, earlier.action != Action.UNDO, stands(earlier))


def _held_at(made: Made) -> ColumnElement[object]:
    earlier = aliased(Decision)
    held = select(earlier.decided_at).where(_counts_before(made, earlier))
    before = held.order_by(earlier.id.desc()).limit(1).scalar_subquery()
    return func.coalesce(before, Comment.created_at)


def disagreed(session: Session, period: Period) -> tuple[int, int]:
    """How many of the latest managers' decisions go against where the comment stood, and of how many."""
    made = latest(period)
    asked = select(func.count(case((disagreement(made), 1))), func.count()).select_from(made)
    found = session.execute(asked).one()
    return found[0], found[1]


def appeals(session: Session, period: Period) -> tuple[int, int]:
    """How many of the appeals that were settled were upheld, and of how many."""
    asked = select(func.count(case((Appeal.upheld.is_(True), 1))), func.count())
    decided = Appeal.upheld.is_not(None)
    asked = asked.where(decided, period.holds(Appeal.settled_at), period.about_it(Appeal.comment_id))
    found = session.execute(asked).one()
    return found[0], found[1]


def reports(session: Session, period: Period) -> dict[Ground, tuple[int, int]]:
    """By ground, how many of the reports that were settled were upheld, and of how many."""
    asked = select(Report.ground, func.count(case((Report.upheld.is_(True), 1))), func.count())
    decided = Report.upheld.is_not(None)
    asked = asked.where(decided, period.holds(Report.settled_at), period.about_it(Report.comment_id))
    return {ground: (yes, number) for ground, yes, number in session.execute(asked.group_by(Report.ground))}


@dataclass(frozen=True)
class Spread:
    """How the scores of a sample lie, in tenths, by attribute; and how many of it each model scored."""

    tenths: Mapping[str, Sequence[int]]
    models: Mapping[str, int]


def spread(session: Session, period: Period) -> Spread:
    """How a sample of the period's comments was scored: about ``SAMPLE`` of them."""
    picked = bindparam("picked", _picked(session, period), Integer, expanding=True, literal_execute=True)
    sample = and_(
        Revision.id.in_(picked),
        period.came_in(Revision.comment_id),
        period.about_it(Revision.comment_id),
    )
    tenths: dict[str, list[int]] = {}
    models: Counter[str] = Counter()
    for model, scores in session.execute(select(Revision.model, Revision.scores).where(sample)):
        models.update([model] if model else [])
        for attribute, score in scores.items():
            tenths.setdefault(attribute, [0] * 10)[min(int(score * 10), 9)] += 1
    return Spread(tenths, models)


def _picked(session: Session, period: Period) -> Sequence[int]:
    """The ids of revisions to look at, drawn by lot from the first comment's to the last one's.

    More of them where only a part of the desk counts, for most will not be of it.
    """
    first = _edge(session, period, func.min(Revision.id), Comment.id.asc())
    last = _edge(session, period, func.max(Revision.id), Comment.id.desc())
    if first is None or last is None:
        return []
    size = SAMPLE if period.is_everywhere else 2 * SAMPLE
    known = range(first, last + 1)
    return Random(first).sample(known, min(size, len(known)))  # noqa: S311 - a sample, the same each time, no secret


def _edge(
    session: Session, period: Period, which: ColumnElement[int], order: ColumnElement[str]
) -> int | None:
    """The first or last revision of the comments at one end of a period: a few, for a moment's come in no order."""
    few = select(Comment.id).where(period.came_in()).order_by(order).limit(100)
    return session.scalar(select(which).where(Revision.comment_id.in_(few)))
