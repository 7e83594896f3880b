"""Say how much waits for the background worker, and whether one is at work at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from moderation.storage import jobs
from moderation.use_cases.steps.fetching import READ
from moderation.use_cases.steps.judging import SCORE
from moderation.use_cases.steps.profiling import PROFILE

if TYPE_CHECKING:
    from moderation.parts import Parts

PATIENCE = timedelta(minutes=2)
"""A worker looks for due jobs every second; one that nobody took for so long shows that none is at work."""


@dataclass(frozen=True)
class Backlog:
    """How many comments wait to be scored, pages to be read and articles for their profiles, and what is overdue.

    That is how many comments and pages nobody took for two minutes; profiles have time.
    """

    comments: int
    pages: int
    articles: int
    overdue: int


def check_backlog(parts: Parts) -> Backlog:
    """The jobs that are still to do."""
    with parts.database.reading() as session:
        return Backlog(
            jobs.waiting_of(session, SCORE),
            jobs.waiting_of(session, READ),
            jobs.waiting_of(session, PROFILE),
            jobs.overdue(session, (SCORE, READ), parts.now() - PATIENCE),
        )
