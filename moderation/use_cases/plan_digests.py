"""Have letters written to those for whom there is news, each when they want to hear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.mailing import LOOKS_BACK, due_at
from moderation.storage import jobs, mailings
from moderation.use_cases.steps.writing_letters import DIGEST

if TYPE_CHECKING:
    from moderation.parts import Parts


def plan_digests(parts: Parts) -> None:
    """Have a letter written to everybody whose notices are due, unless one is planned already."""
    now = parts.now()
    with parts.database.reading() as session:
        waiting = mailings.with_news(session, now - LOOKS_BACK, now)
    if not waiting:
        return
    with parts.database.writing() as session:
        for each in waiting:
            due = due_at(each.frequency, each.told_until, now)
            jobs.add_job_once(session, DIGEST, str(each.account_id), due)
