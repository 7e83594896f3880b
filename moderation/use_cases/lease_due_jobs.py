"""Hand out the jobs that are due, each to one worker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from moderation.storage import jobs

if TYPE_CHECKING:
    from moderation.parts import Parts

LEASE = timedelta(seconds=60)
"""How long a job belongs to the worker that took it; after a crash it is due again then."""


@dataclass(frozen=True)
class DueJob:
    """Something to be done now: its kind, whom it is about, and how often it was tried, this time included."""

    kind: str
    subject: str
    attempts: int


def lease_due_jobs(parts: Parts, kind: str, limit: int) -> list[DueJob]:
    """Up to ``limit`` jobs of a kind that are due, which are the caller's for LEASE."""
    now = parts.now()
    with parts.database.writing() as session:
        leased = jobs.lease(session, kind, now, now + LEASE, limit)
        return [DueJob(job.kind, job.subject, job.attempts) for job in leased]
