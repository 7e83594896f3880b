"""What readers ask of managers: to look at a comment (a report), or at a decision again (an appeal)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from enum import StrEnum

from moderation.domain.callers import Role
from moderation.domain.findings import Finding, Verdict


class Ground(StrEnum):
    """Why a comment is reported."""

    COURTESY = "courtesy"
    OFF_TOPIC = "off-topic"
    SPAM = "spam"
    ILLEGAL = "illegal"
    OTHER = "other"


GROUND_LABELS: dict[Ground, str] = {
    Ground.COURTESY: "Discourteous",
    Ground.OFF_TOPIC: "Off topic",
    Ground.SPAM: "Spam",
    Ground.ILLEGAL: "Illegal",
    Ground.OTHER: "Something else",
}
"""The grounds in words."""


LONGEST_REPORT = 1000
LONGEST_APPEAL = 2000

HELD_TOO_LONG = timedelta(hours=24)
"""From then on the author of a held comment may appeal as well: waiting is a decision too."""

NO_WEIGHT = 0.0
"""What a notice without a name weighs: nobody can tell ten people from one, so it holds nothing by itself."""


def weight_of(upheld: int, settled: int) -> float:
    """How much a reader's report counts, who made ``settled`` reports so far of which ``upheld`` were right.

    2 (upheld + 1) / (settled + 2): Laplace's rule of succession (the mean of a Beta(1, 1) prior after that evidence)
    as the chance that the next one is right, scaled so that somebody new weighs 1. It stays between 0 and 2.
    """
    return 2 * (upheld + 1) / (settled + 2)


def reported(readers: int, weight: float, hold_at: float) -> Finding:
    """The finding that readers reported a comment, which holds it."""
    who = "1 reader" if readers == 1 else f"{readers} readers"
    return Finding(
        code="reports",
        verdict=Verdict.HOLD,
        text=f"Reported by {who}: weight {weight:.1f}, holds at {hold_at:g}",
        told="Readers asked us to look at this comment.",
    )


def may_settle(role: Role, account_id: int, against: int | None, deciders: Collection[int]) -> bool:
    """Whether they may answer an appeal: nobody judges their own decision (``against`` is who made it).

    A manager must have had no part at all in what was decided on the comment; seniors may have.
    """
    if account_id == against:
        return False
    return role.reaches(Role.SENIOR) or account_id not in deciders
