"""Report what was restricted in a period and why, who found and decided it, how long that took, what was appealed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import TYPE_CHECKING

from moderation.domain.appeals import Ground
from moderation.domain.callers import Caller, require_manager
from moderation.domain.comments import Action
from moderation.domain.decisions import REASONS
from moderation.domain.figures import Share
from moderation.domain.periods import Place, from_to
from moderation.domain.rule_names import rule_named
from moderation.domain.sanctions import Kind
from moderation.storage import insight, transparency
from moderation.storage.desk_tables import Appeal, Report
from moderation.storage.periods import period_of
from moderation.storage.speaking import hurry

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.periods import Period
    from moderation.storage.transparency import Asked, Human


@dataclass(frozen=True)
class ByRule:
    """How many comments the automatic check held, and rejected, over a rule."""

    rule: str
    held: int
    rejected: int


@dataclass(frozen=True)
class ByReason:
    """How many comments managers rejected for a reason: those the automatic check had objected to, and the others."""

    reason: str
    detected: int
    undetected: int


@dataclass(frozen=True)
class Waits:
    """Half of all waits in seconds: of held comments for a decision, of reports and appeals for being settled."""

    decision: float | None
    report: float | None
    appeal: float | None


@dataclass(frozen=True)
class Transparency:
    """The report. ``checked`` is how many of what the check had held or rejected, and managers decided, they approved.

    ``is_part`` says that the caller works on a part only, which is all that was counted.
    """

    first: date
    last: date
    is_part: bool
    submitted: int
    held_by_check: int
    rejected_by_check: int
    by_rule: Sequence[ByRule]
    by_reason: Sequence[ByReason]
    approved: int
    checked: Share
    waits: Waits
    appeals: Asked
    reports: Mapping[Ground, Asked]
    sanctions: Mapping[Kind, int]

    @property
    def rejected_detected(self) -> int:
        """How many comments managers rejected that the automatic check had objected to."""
        return sum(each.detected for each in self.by_reason)

    @property
    def rejected_undetected(self) -> int:
        """How many comments managers rejected that only people had objected to."""
        return sum(each.undetected for each in self.by_reason)


def report_transparency(
    parts: Parts, caller: Caller, first: date, last: date, site: str | None = None
) -> Transparency:
    """The report on these days, both included, of a site or of all that the caller works on.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
        Malformed: when there is no such period.
    """
    require_manager(caller)
    since, until = from_to(first, last)
    with parts.database.reading() as session:
        hurry(session)
        period = period_of(session, since, until, caller.areas, Place(site))
        by_rule = transparency.automatic(session, period)
        altogether = by_rule.pop(None)
        by_people = transparency.by_people(session, period)
        detected = [each for each in by_people if each.was_detected]
        approved = _comments(detected, Action.PUBLISH)
        return Transparency(
            first=first,
            last=last,
            is_part=bool(caller.areas),
            submitted=transparency.submitted(session, period),
            held_by_check=altogether.held,
            rejected_by_check=altogether.rejected,
            by_rule=[
                ByRule(rule_named(rule), each.held, each.rejected)
                for rule, each in by_rule.items()
                if rule is not None
            ],
            by_reason=_by_reason(by_people),
            approved=_comments(by_people, Action.PUBLISH),
            checked=Share(approved, approved + _comments(detected, Action.REJECT)),
            waits=_waits(session, period),
            appeals=transparency.appeals(session, period),
            reports=transparency.reports(session, period),
            sanctions=transparency.sanctions(session, period),
        )


def _comments(by_people: Sequence[Human], action: Action) -> int:
    return sum(each.comments for each in by_people if each.action is action)


def _by_reason(by_people: Sequence[Human]) -> list[ByReason]:
    """The reasons, those for which most was rejected first."""
    counts: dict[str, list[int]] = {}
    for each in by_people:
        if each.action is Action.REJECT:
            reason = REASONS.get(each.reason or "")
            label = reason.label if reason else each.reason or "No reason given"
            counts.setdefault(label, [0, 0])[not each.was_detected] += each.comments
    rows = [ByReason(label, detected, undetected) for label, (detected, undetected) in counts.items()]
    return sorted(rows, key=lambda row: (-(row.detected + row.undetected), row.reason))


def _waits(session: Session, period: Period) -> Waits:
    decided = [each.waited_s for each in insight.taken(session, period) if each.waited_s is not None]
    return Waits(
        decision=_middle(decided),
        report=_middle(transparency.waits_of(session, Report, period)),
        appeal=_middle(transparency.waits_of(session, Appeal, period)),
    )


def _middle(waits: Sequence[float]) -> float | None:
    return median(waits) if waits else None
