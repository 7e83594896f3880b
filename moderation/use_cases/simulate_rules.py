"""Simulate other rules: replay the policy on the comments of the last days, and tell what would have been held."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from moderation.domain.articles import Mode
from moderation.domain.callers import Area, Caller, require_manager
from moderation.domain.comments import Action
from moderation.domain.findings import Verdict
from moderation.domain.replay import Both, Judged, Shift, shifts, usual_look
from moderation.domain.rules import Rules
from moderation.storage import replays, sites
from moderation.use_cases.steps.replaying import Gathered, gather, rules_by_place
from moderation.use_cases.steps.rulemaking import within_reach

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.account_tables import Site

SHOWN = 10
"""How many samples are shown each way."""

ASSUMED_LOOK_S = 30.0
"""How long a decision takes where too few were made to tell."""

MOST_DECISIONS = 2000


@dataclass(frozen=True)
class Sample:
    """A comment that would become something else: why, and what a manager had done with it, if any had; ``article`` is
    the title of what it stands under.
    """

    id: str
    text: str
    article: str
    why: Sequence[str]
    decided: Action | None


@dataclass(frozen=True)
class Side:
    """How many comments would move one way, of how many managers had said the opposite, and a few of them."""

    count: int
    opposed: int
    samples: Sequence[Sample]


@dataclass(frozen=True)
class Simulated:
    """What would have been held, let go, rejected and not rejected in the last days; counts stand for all ``total``.

    ``minutes_a_day`` is how much longer managers would work, at ``seconds_each``, measured on this site or assumed.
    ``refused`` is how many comments would not have been taken, ``is_looked_at_after`` that everything would have to be.
    """

    days: int
    total: int
    looked_at: int
    held: Side
    let_go: Side
    rejected: Side
    not_rejected: Side
    minutes_a_day: float
    seconds_each: float
    is_measured: bool
    refused: int
    is_looked_at_after: bool


def simulate_rules(parts: Parts, caller: Caller, place: Area, proposed: Any, *, days: int = 30) -> Simulated:
    """What the last days would have been, had the site or section said ``proposed`` instead of what it says.

    Scores, copies, reports and sanctions are those that were found then, newcomers those who are ones now.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
        NotFound: when there is no such site, or the caller does not work on all of the place.
        Malformed: when a rule will not do, named in ``fields``.
    """
    require_manager(caller)
    place = within_reach(caller, place)
    Rules().overridden(proposed)
    now = parts.now()
    with parts.database.reading() as session:
        site = sites.site_named(session, place.site)
        gathered = gather(session, site, place.section_path, days=days, now=now)
        rules = rules_by_place(sites.rules_said(session, site), place.section_path, proposed)
        found = shifts(
            gathered.comments, rules, parts.scorer.thresholds(), _published(session, rules, gathered)
        )
        decided = replays.decided_by_managers(session, [shift.comment.id for shift in found])
        sides = list(_sides(session, found, decided, gathered.scale))
        look = _look(session, site, now - timedelta(days=days))
    return _told(gathered, rules, sides, look=look, days=days)


def _published(
    session: Session, rules: Callable[[Judged], Both], gathered: Gathered
) -> Callable[[Sequence[str]], Mapping[str, int]]:
    pairs = {id(both): both for both in map(rules, gathered.comments)}.values()
    counted = max(
        (max(both.now.newcomer_comments, both.proposed.newcomer_comments) for both in pairs), default=0
    )
    return lambda ids: replays.published_before(session, ids, counted)


def _look(session: Session, site: Site, since: Any) -> float | None:
    return usual_look(replays.decisions_one_by_one(session, site, since, MOST_DECISIONS))


def _sides(
    session: Session, found: Sequence[Shift], decided: Mapping[str, Action], scale: float
) -> Iterator[Side]:
    """More and fewer held, more and fewer rejected."""
    for verdict in (Verdict.HOLD, Verdict.REJECT):
        for gains, opposite in ((True, Action.PUBLISH), (False, Action.REJECT)):
            moved = [shift for shift in found if (shift.proposed if gains else shift.now) is verdict]
            opposed = sum(decided.get(shift.comment.id) is opposite for shift in moved)
            samples = _samples(session, _spread(moved), decided)
            yield Side(round(len(moved) * scale), round(opposed * scale), samples)


def _samples(session: Session, few: Sequence[Shift], decided: Mapping[str, Action]) -> list[Sample]:
    titles = replays.titles_above(session, [shift.comment.id for shift in few])
    return [
        Sample(each.id, each.text, titles[each.id], shift.why, decided.get(each.id))
        for shift in few
        for each in [shift.comment]
    ]


def _spread(moved: Sequence[Shift]) -> Sequence[Shift]:
    """A few of them from the whole time, the latest first."""
    return moved[:: -max(1, len(moved) // SHOWN)][:SHOWN]


def _told(
    gathered: Gathered,
    rules: Callable[[Judged], Both],
    sides: Sequence[Side],
    *,
    look: float | None,
    days: int,
) -> Simulated:
    held, let_go, rejected, not_rejected = sides
    proposed = [rules(comment).proposed.mode for comment in gathered.comments if not comment.is_staff]
    seconds = look or ASSUMED_LOOK_S
    return Simulated(
        days=days,
        total=gathered.total,
        looked_at=len(gathered.comments),
        held=held,
        let_go=let_go,
        rejected=rejected,
        not_rejected=not_rejected,
        minutes_a_day=(held.count - let_go.count) * seconds / 60 / days,
        seconds_each=seconds,
        is_measured=look is not None,
        refused=round(proposed.count(Mode.CLOSED) * gathered.scale),
        is_looked_at_after=Mode.POST in proposed,
    )
