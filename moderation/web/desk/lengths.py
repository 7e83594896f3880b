"""Figures in words that a manager can feel: "12 min", "48 of 120", "likely 31 to 49 %", "steady"."""

from __future__ import annotations

from moderation.domain.figures import Share, in_a_word, of_the_threshold
from moderation.web.desk.words import percent

ADVICE = of_the_threshold
STATE = in_a_word


def lasted(seconds: float | None) -> str:
    """A length of time in one unit: "40 s", "12 min", "3.5 h", "2 days"; a dash for none."""
    if seconds is None:
        return "–"
    for unit, length in (("days", 86400 * 2), ("h", 3600), ("min", 60)):
        if seconds >= length:
            number = seconds / (86400 if unit == "days" else length)
            return (
                f"{number:.0f}\u00a0{unit}" if number >= 10 or unit == "min" else f"{number:.1f}\u00a0{unit}"
            )
    return f"{seconds:.0f}\u00a0s"


def shared(share: Share) -> str:
    """A share as per cent; a dash of nothing."""
    return "–" if share.value is None else percent(share.value)


def counted(share: Share) -> str:
    """What a share counts: "48 of 120"."""
    return f"{share.hits:,} of {share.total:,}"


def likely(share: Share) -> str:
    """Between what and what the share behind it lies: "likely 31 to 49 %"."""
    low, high = share.likely
    return f"likely {low * 100:.0f} to {percent(high)}"


def held_at(thresholds: tuple[float, float] | None) -> str:
    """At what an attribute held: "70 %", "62 to 70 %"; nothing when no score did."""
    if thresholds is None:
        return ""
    low, high = thresholds
    return percent(high) if low == high else f"{low * 100:.0f} to {percent(high)}"
