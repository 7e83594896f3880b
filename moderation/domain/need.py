"""Which held comment needs a human first: the queue's order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from moderation.domain.findings import Finding

HEAD_START = timedelta(hours=12)
"""How far the neediest may jump ahead of those that wait longer (our own choice; see docs/decisions)."""

BUSY = 50
"""With so many published comments in a day an article is as busy as it counts."""

UNSURE_WITHIN = 0.2
"""So far from its threshold a score leaves no doubt."""

SPOKEN_OF_BY_NO_SCORE = 0.5
"""The risk of what a rule objects to and no score speaks of."""


@dataclass(frozen=True)
class Need:
    """Why a comment stands where it does in the queue, each 0 to 1: how grave it may be, how many read the article, and
    how unsure the check is.
    """

    risk: float = 0.0
    reach: float = 0.0
    doubt: float = 0.0

    @property
    def head_start(self) -> timedelta:
        """How much earlier it is treated as if it had come: risk counts for half, and twice that with both others."""
        return self.risk * (0.5 + 0.25 * self.reach + 0.25 * self.doubt) * HEAD_START

    def as_row(self) -> list[float]:
        """This need as it is stored."""
        return [round(part, 4) for part in (self.risk, self.reach, self.doubt)]

    @classmethod
    def from_row(cls, row: Sequence[float]) -> Need:
        """The need that ``as_row`` wrote; none for a comment from before needs were kept."""
        return cls(*row)


def objections_in(findings: Sequence[Finding]) -> list[Finding]:
    """What makes somebody needed; where there is nothing of it, it does not matter how busy the article is."""
    return [finding for finding in findings if finding.objects or finding.score is not None]


def need_of(findings: Sequence[Finding], published_in_a_day: int) -> Need:
    """The need of what these findings object to, under an article with so many published comments in the last day."""
    objections = objections_in(findings)
    if not objections:
        return Need()
    scored = [finding for finding in objections if finding.score is not None]
    strongest = max(scored, key=lambda finding: finding.score or 0.0, default=None)
    reach = min(published_in_a_day / BUSY, 1.0)
    if strongest is None:
        return Need(SPOKEN_OF_BY_NO_SCORE, reach, 1.0 if _was_not_scored(objections) else 0.0)
    return Need(strongest.score or 0.0, reach, _doubt(strongest))


def queue_time(submitted_at: datetime, need: Need) -> datetime:
    """The moment a comment is treated as if it had come: its own, moved back by its head start.

    All wait at the same pace, so this order never changes with time and can be stored and indexed.
    """
    return submitted_at - need.head_start


def _was_not_scored(objections: Sequence[Finding]) -> bool:
    return any(finding.code == "unscored" for finding in objections)


def _doubt(strongest: Finding) -> float:
    """1 at the threshold itself, 0 from UNSURE_WITHIN on."""
    beyond = abs((strongest.score or 0.0) - (strongest.threshold or 0.0))
    return max(0.0, 1.0 - beyond / UNSURE_WITHIN)
