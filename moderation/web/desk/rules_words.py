"""What would have been under other rules, in sentences: "41 more held, 6 of them approved by managers"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.comments import Action
from moderation.domain.rule_words import MODES, in_words, share_in_words  # noqa: F401 - for templates

if TYPE_CHECKING:
    from moderation.use_cases.simulate_rules import Sample, Side, Simulated
    from moderation.use_cases.try_words import Catch

DECIDED = {
    Action.PUBLISH: "a manager approved it",
    Action.REJECT: "a manager rejected it",
    Action.HOLD: "a manager held it",
    None: "no manager decided on it",
}


@dataclass(frozen=True)
class Way:
    """One way in which comments would move: in a sentence, and a few of them."""

    sentence: str
    samples: Sequence[Sample]


def ways(simulated: Simulated) -> list[Way]:
    """Every way in which comments would move, most work first."""
    held = _way(simulated.held, "more held", "approved")
    let_go = _way(simulated.let_go, "no longer held", "rejected")
    rejected = _way(simulated.rejected, "rejected by a banned word", "approved")
    not_rejected = _way(simulated.not_rejected, "no longer rejected by a banned word", "rejected")
    return [way for way in (held, let_go, rejected, not_rejected) if way]


def _way(side: Side, what: str, opposite: str) -> Way | None:
    if not side.count:
        return None
    if not side.opposed:
        whom = f"none of them {opposite} by a manager"
    else:
        whom = f"{side.opposed:,} of them {opposite} by managers"
    return Way(f"{side.count:,} {what}, {whom}", side.samples)


def work(simulated: Simulated) -> str:
    """How much longer managers would work: "about 18 minutes a day more"; nothing when it is no minute a day."""
    minutes = abs(simulated.minutes_a_day)
    more = "more" if simulated.minutes_a_day > 0 else "less"
    if minutes >= 90:
        return f"about {minutes / 60:.0f} hours a day {more}"
    if minutes >= 1:
        return f"about {minutes:.0f} minute{'s' if round(minutes) > 1 else ''} a day {more}"
    return f"less than a minute a day {more}" if minutes else ""


def grounds(simulated: Simulated) -> list[str]:
    """On what these numbers rest, and what they leave out."""
    told = [_looked_at(simulated.looked_at, simulated.total, simulated.days)]
    seconds = f"{simulated.seconds_each:.0f} seconds"
    if simulated.is_measured:
        told.append(f"A decision takes {seconds} here, the median of the managers’ last ones.")
    else:
        told.append(f"Counted with {seconds} a decision: too few were made here to measure it.")
    if simulated.is_looked_at_after:
        told.append("What is published at once has to be looked at afterwards; that time is not counted.")
    told.append(
        "Scores, copies, reports and sanctions are those of the time; newcomers are those who are it now."
    )
    return told


def caught(catch: Catch) -> str:
    """How many comments the words would have caught."""
    if not catch.count:
        return (
            f"None of the {catch.total:,} comments of the last {catch.days} days contains one of these words."
        )
    share = f"{catch.count:,} of the {catch.total:,} comments of the last {catch.days} days"
    return f"{share} {'contains' if catch.count == 1 else 'contain'} one of these words."


def _looked_at(looked_at: int, total: int, days: int) -> str:
    if looked_at < total:
        return f"Estimated from {looked_at:,} of the {total:,} comments of the last {days} days."
    return f"All {total:,} comments of the last {days} days were judged again."
