"""Say how much waits for the background worker, and whether one is at work at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from moderation.storage import jobs

if TYPE_CHECKING:
    from moderation.parts import Parts

PATIENCE = timedelta(minutes=2)
"""A worker looks for due jobs every second; one that nobody took for so long shows that none is at work."""


@dataclass(frozen=True)
class Backlog:
    """How many jobs there are, and how many of them nobody took for two minutes after they were due."""

    waiting: int
    overdue: int


def check_backlog(parts: Parts) -> Backlog:
    """The jobs that are still to do."""
    with parts.database.reading() as session:
        return Backlog(jobs.waiting(session), jobs.overdue(session, parts.now() - PATIENCE))
