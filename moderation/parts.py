"""What a use-case is handed: where things are remembered, who scores, who reads outside, what time it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from moderation.domain.pages import NoOutside, Outside
from moderation.domain.scores import Scorer
from moderation.storage.database import Database


@dataclass(frozen=True)
class Limits:
    """How often a caller may do what, and for how long a browser stays signed in and repeats are found."""

    comments_per_minute: int = 10
    sign_ins_per_minute: int = 10
    sign_ups_per_hour: int = 20
    sign_in_hours: int = 336
    repeats_days: int = 30
    pages_per_hour: int = 30


def clock() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Parts:
    """The parts of the house that use-cases work with; made once, in the front hall."""

    database: Database
    scorer: Scorer
    limits: Limits = Limits()
    outside: Outside = NoOutside()
    now: Callable[[], datetime] = clock
