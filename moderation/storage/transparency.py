"""What a transparency report counts: what was restricted, by which rule, by whom, and what was asked back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, case, func, not_, null, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from moderation.domain.appeals import Ground
from moderation.domain.comments import Action
from moderation.domain.findings import Verdict
from moderation.domain.sanctions import Kind
from moderation.storage.account_tables import Site
from moderation.storage.decisions import came_along, stands
from moderation.storage.desk_tables import Appeal, Report, Sanction
from moderation.storage.periods import Period
from moderation.storage.speaking import each_finding, said, seconds_between
from moderation.storage.tables import Author, Comment, Decision


def submitted(session: Session, period: Period) -> int:
    """How many comments came in."""
    asked = select(func.count()).select_from(Comment).where(period.came_in(), period.under_it())
    return session.scalar(asked) or 0


@dataclass(frozen=True)
class Automatic:
    """How many comments the automatic check held, and how many it rejected."""

    held: int
    rejected: int


def automatic(session: Session, period: Period) -> dict[str | None, Automatic]:
    """What the automatic check did, by every rule (a finding's code) that objected, most first; under None altogether.

    A comment counts once under each rule.
    """
    restricted = (
        select(Decision.comment_id, Decision.action, Decision.findings)
        .where(
            period.holds(Decision.decided_at),
            func.coalesce(Decision.manager_id, 0) == 0,  # few, PostgreSQL believes, and rightly looks each up
            Decision.action.in_([Action.HOLD, Action.REJECT]),
            not_(came_along()),
            period.about_it(Decision.comment_id),
        )
        .cte("restricted")
    )
    each = each_finding(session, select(restricted.c.comment_id, restricted.c.action), restricted.c.findings)
    code = said(session, each.c.finding, "code").label("code")
    objecting = said(session, each.c.finding, "verdict") != Verdict.PUBLISH
    by_rule = select(code, *_held_and_rejected(each.c)).where(objecting).group_by(code)
    asked: CompoundSelect[Any] = union_all(by_rule, select(null(), *_held_and_rejected(restricted.c)))
    found = {rule: Automatic(*counts) for rule, *counts in session.execute(asked)}
    return dict(sorted(found.items(), key=lambda each: (-each[1].held - each[1].rejected, each[0] or "")))


def _held_and_rejected(decision: Any) -> tuple[ColumnElement[int], ...]:
    return tuple(
        func.count(case((decision.action == action, decision.comment_id)).distinct())
        for action in (Action.HOLD, Action.REJECT)
    )


@dataclass(frozen=True)
class Human:
    """How many decisions of managers stand of one kind: the action, its reason, and whether the check had objected."""

    action: Action
    reason: str | None
    was_detected: bool
    comments: int


def by_people(session: Session, period: Period) -> list[Human]:
    """What managers approved and rejected, unless it was undone."""
    earlier = aliased(Decision)
    objected = select(earlier.id).where(
        earlier.comment_id == Decision.comment_id,
        earlier.id < Decision.id,
        earlier.manager_id.is_(None),
        earlier.action.in_([Action.HOLD, Action.REJECT]),
        not_(came_along(earlier)),
    )
    detected = objected.exists().label("detected")
    asked = (
        select(Decision.action, Decision.reason, detected, func.count(Decision.comment_id.distinct()))
        .where(
            period.holds(Decision.decided_at),
            Decision.manager_id.is_not(None),
            Decision.action.in_([Action.PUBLISH, Action.REJECT]),
            stands(),
            period.about_it(Decision.comment_id),
        )
        .group_by(Decision.action, Decision.reason, detected)
    )
    return [
        Human(action, reason, bool(was), number) for action, reason, was, number in session.execute(asked)
    ]


@dataclass(frozen=True)
class Asked:
    """Reports on one ground, or appeals: how many came in, and of these how many were upheld, refused, or wait.

    ``taken_back`` counts those whose comment was withdrawn or erased before anybody decided.
    """

    made: int
    upheld: int
    refused: int
    taken_back: int

    @property
    def open(self) -> int:
        """How many wait."""
        return self.made - self.upheld - self.refused - self.taken_back


def appeals(session: Session, period: Period) -> Asked:
    """The appeals that came in."""
    asked = select(*_outcomes(Appeal)).where(period.holds(Appeal.made_at), period.about_it(Appeal.comment_id))
    return Asked(*session.execute(asked).one())


def reports(session: Session, period: Period) -> dict[Ground, Asked]:
    """The reports that came in, by ground."""
    asked = select(Report.ground, *_outcomes(Report)).group_by(Report.ground)
    asked = asked.where(period.holds(Report.made_at), period.about_it(Report.comment_id))
    return {ground: Asked(*counts) for ground, *counts in session.execute(asked)}


def _outcomes(table: type[Appeal | Report]) -> tuple[Any, ...]:
    settled = table.settled_at.is_not(None)
    upheld = func.count(case((and_(settled, table.upheld.is_(True)), 1)))
    refused = func.count(case((and_(settled, table.upheld.is_(False)), 1)))
    taken_back = func.count(case((and_(settled, table.upheld.is_(None)), 1)))
    return func.count(), upheld, refused, taken_back


def waits_of(session: Session, table: type[Appeal | Report], period: Period) -> Sequence[float]:
    """How many seconds each appeal or report waited that was settled, in order."""
    waited = seconds_between(session, table.made_at, table.settled_at).label("waited")
    asked: Select[Any] = select(waited).where(
        period.holds(table.settled_at), period.about_it(table.comment_id)
    )
    return session.scalars(asked.order_by(waited)).all()


def sanctions(session: Session, period: Period) -> dict[Kind, int]:
    """How many sanctions began, by kind, on the authors of these sites."""
    asked = select(Sanction.kind, func.count()).join(Author, Author.id == Sanction.author_id)
    asked = asked.where(period.holds(Sanction.begins_at), *_of_the_sites(period, Author.site_id))
    return {kind: number for kind, number in session.execute(asked.group_by(Sanction.kind))}


def _of_the_sites(period: Period, site_id: InstrumentedAttribute[int]) -> list[Any]:
    """An author belongs to a site and to no section of it."""
    slugs = [{area.site for area in period.areas}] if period.areas else []
    slugs += [{period.site}] if period.site else []
    return [site_id.in_(select(Site.id).where(Site.slug.in_(each))) for each in slugs]
