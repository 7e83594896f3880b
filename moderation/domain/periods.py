"""Which days and which part of the desk figures are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from moderation.domain.errors import Malformed

LENGTHS = (7, 30, 90)
"""How many days may be looked back."""


@dataclass(frozen=True)
class Place:
    """A site and a section of it; nothing where all count."""

    site: str | None = None
    section: str | None = None


def midnight(day: date) -> datetime:
    """When the day begins, in UTC."""
    return datetime.combine(day, time(), UTC)


def days_back(days: int, now: datetime) -> tuple[datetime, datetime]:
    """From when to before when so many days are, the last of them today.

    Raises:
        Malformed: when so many may not be looked back.
    """
    if days not in LENGTHS:
        allowed = f"One of {', '.join(map(str, LENGTHS))}."
        raise Malformed("There is no such period.", fields={"days": [allowed]})
    until = midnight(now.astimezone(UTC).date()) + timedelta(days=1)
    return until - timedelta(days=days), until


LONGEST = 366
"""How many days a report may be about."""

YEARS = range(1971, 9001)
"""The years that an id can say, with a day to spare."""


def from_to(first: date, last: date) -> tuple[datetime, datetime]:
    """From when to before when these days are, both included.

    Raises:
        Malformed: when the last is before the first, or they are too far apart.
    """
    days = (last - first).days + 1
    if not 1 <= days <= LONGEST or first.year not in YEARS or last.year not in YEARS:
        complaint = f"Choose 1 to {LONGEST} days."
        raise Malformed("There is no such period.", fields={"to": [complaint]})
    return midnight(first), midnight(last) + timedelta(days=1)
