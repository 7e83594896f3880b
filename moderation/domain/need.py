"""Which held comment needs a human first: the queue's order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from moderation.domain.findings import Finding

HEAD_START = timedelta(hours=12)
"""How far a certain violation may jump ahead of those that wait longer (our own choice; see docs/decisions)."""


def queue_time(submitted_at: datetime, findings: Sequence[Finding]) -> datetime:
    """The moment a comment is treated as if it had come: its own, moved back by up to HEAD_START for its risk.

    Risk is the strongest score that a rule objected to, 0 to 1, and ½ for what no score speaks of. All wait at the
    same pace, so this order never changes with time and can be stored and indexed.
    """
    scores = [finding.score for finding in findings if finding.score is not None]
    risk = max(scores, default=0.5)
    return submitted_at - risk * HEAD_START
