"""Score at once what waited for a scorer that is back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.storage import jobs
from moderation.use_cases.steps.judging import SCORE

if TYPE_CHECKING:
    from moderation.parts import Parts


def hasten_scoring(parts: Parts) -> None:
    """Make every comment that could not be scored due now."""
    with parts.database.writing() as session:
        jobs.hasten(session, SCORE, parts.now())
