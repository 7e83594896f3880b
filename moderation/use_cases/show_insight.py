"""Show how moderation went lately: how much, how right, how fast, and whether the model still sees the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from moderation.domain.acts import subject_of
from moderation.domain.appeals import Ground
from moderation.domain.articles import SEPARATOR
from moderation.domain.attributes import label_of
from moderation.domain.callers import Caller, Role, require_manager
from moderation.domain.comments import GONE, Status
from moderation.domain.figures import Share, percentile, stability
from moderation.domain.periods import Place, days_back
from moderation.storage import acts, insight
from moderation.storage.periods import period_of
from moderation.storage.speaking import hurry

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.insight import Held, Spread, Taken


@dataclass(frozen=True)
class Day:
    """How many comments came in on a day, by where they stand now."""

    day: date
    counts: Mapping[Status, int]

    @property
    def total(self) -> int:
        """How many came in."""
        return sum(self.counts.values())

    @property
    def taken_back(self) -> int:
        """How many of them their authors withdrew, or had erased."""
        return sum(self.counts[status] for status in GONE)


@dataclass(frozen=True)
class HeldBy:
    """What managers made of the comments that an attribute had held; ``thresholds`` are the lowest and highest then."""

    label: str
    approved: Share
    thresholds: tuple[float, float] | None


@dataclass(frozen=True)
class Pace:
    """How many decisions somebody made, or a section saw, and within how many seconds half and 95 % of the waits ended.

    Waits are those of comments that were held, until a manager's first decision.
    """

    name: str
    decisions: int
    waits: int
    half: float | None
    most: float | None
    batch: Share


@dataclass(frozen=True)
class Drift:
    """How the scores of an attribute lie in tenths, now and in the period before; and how far apart that is."""

    label: str
    now: Sequence[int]
    before: Sequence[int]
    index: float | None


@dataclass(frozen=True)
class InService:
    """The model that scores now, since when that is known, and how many of a sample each model scored."""

    model: str | None
    promoted_at: datetime | None
    scored: Mapping[str, int]


@dataclass(frozen=True)
class Insight:
    """All of it; ``by_manager`` is None for those who may not see colleagues' figures.

    ``is_latest`` says that only the latest decisions were looked at, for there were more.
    """

    since: datetime
    until: datetime
    days: Sequence[Day]
    caught: Share
    held_by: Sequence[HeldBy]
    pace: Pace
    by_section: Sequence[Pace]
    by_manager: Sequence[Pace] | None
    disagreed: Share
    disagreed_before: Share
    appeals: Share
    reports: Mapping[Ground, Share]
    model: InService
    drifts: Sequence[Drift]
    is_latest: bool


def show_insight(parts: Parts, caller: Caller, days: int, place: Place) -> Insight:
    """The figures of the last days, today's included, of what the caller works on, and chose of that.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
        Malformed: when it is no number of days that may be looked back.
    """
    require_manager(caller)
    since, until = days_back(days, parts.now())
    with parts.database.reading() as session:
        hurry(session)
        period = period_of(session, since, until, caller.areas, place)
        volume = insight.volume(session, period)
        taken = insight.taken(session, period)
        now, before = insight.spread(session, period), insight.spread(session, period.before)
        return Insight(
            since=since,
            until=until,
            days=_days(since, days, volume),
            caught=Share(insight.caught(session, period), sum(volume.values())),
            held_by=[_held_by(each) for each in insight.held_by_attribute(session, period)],
            pace=_pace("Everybody", taken),
            by_section=_paces(
                (each.section.replace(SEPARATOR, " › ") or "No section", each) for each in taken
            ),
            by_manager=_by_manager(taken) if caller.role.reaches(Role.SENIOR) else None,
            disagreed=Share(sum(each.disagrees for each in taken), len(taken)),
            disagreed_before=Share(*insight.disagreed(session, period.before)),
            appeals=Share(*insight.appeals(session, period)),
            reports={ground: Share(*counts) for ground, counts in insight.reports(session, period).items()},
            model=_in_service(session, parts.scorer.state().model, now),
            drifts=_drifts(now, before),
            is_latest=len(taken) == insight.LATEST,
        )


def _days(since: datetime, days: int, volume: Mapping[tuple[str, Status], int]) -> list[Day]:
    dates = [(since + timedelta(days=number)).date() for number in range(days)]
    return [
        Day(day, {status: volume.get((day.isoformat(), status), 0) for status in Status}) for day in dates
    ]


def _held_by(held: Held) -> HeldBy:
    return HeldBy(label_of(held.attribute), Share(held.approved, held.total), held.thresholds)


def _pace(name: str, taken: Sequence[Taken]) -> Pace:
    waits = sorted(each.waited_s for each in taken if each.waited_s is not None)
    return Pace(
        name=name,
        decisions=len(taken),
        waits=len(waits),
        half=percentile(waits, 0.5),
        most=percentile(waits, 0.95),
        batch=Share(sum(each.is_batch for each in taken), len(taken)),
    )


def _paces(named: Iterable[tuple[str, Taken]]) -> list[Pace]:
    """The pace of each name, most decisions first."""
    by_name: dict[str, list[Taken]] = {}
    for name, each in named:
        by_name.setdefault(name, []).append(each)
    paces = [_pace(name, taken) for name, taken in by_name.items()]
    return sorted(paces, key=lambda pace: (-pace.decisions, pace.name))


def _by_manager(taken: Sequence[Taken]) -> list[Pace]:
    return _paces((each.manager, each) for each in taken)


def _in_service(session: Session, model: str | None, now: Spread) -> InService:
    promoted = acts.latest_on(session, subject_of("model", model)) if model else None
    return InService(model, promoted.acted_at if promoted else None, now.models)


def _drifts(now: Spread, before: Spread) -> list[Drift]:
    """By attribute, what drifted most first."""
    drifts = [_drift(name, tenths, before.tenths.get(name, [0] * 10)) for name, tenths in now.tenths.items()]
    return sorted(drifts, key=lambda drift: (-(drift.index or 0), drift.label))


def _drift(name: str, now: Sequence[int], before: Sequence[int]) -> Drift:
    return Drift(label_of(name), now, before, stability(now, before))
