"""Sanctions: what an author may not do for a while, who may say so, and what follows from that for a new comment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from moderation.domain.callers import Role
from moderation.domain.errors import NotAllowed


class Kind(StrEnum):
    """What is done about an author, in order of strictness."""

    WARN = "warn"
    PRE_MODERATE = "pre_moderate"
    SUSPEND = "suspend"
    BAN = "ban"


STRICTNESS = list(Kind)

LONGEST_SUSPENSION_DAYS = 7
"""For how long a manager may suspend somebody; longer ones take a senior."""


class Earlier(StrEnum):
    """What happens to the comments that somebody wrote before a ban."""

    LEAVE = "leave"
    REJECT_HELD = "reject_held"
    REJECT_ALL = "reject_all"


@dataclass(frozen=True)
class InForce:
    """A sanction that counts now: until ``ends_at``, or for good; a warning until it is acknowledged."""

    id: int
    kind: Kind
    reason: str
    ends_at: datetime | None = None

    def counts_at(self, moment: datetime) -> bool:
        """Whether it has not run out by then."""
        return self.ends_at is None or self.ends_at > moment


def strictest(sanctions: Iterable[InForce]) -> InForce | None:
    """The one that decides what its author may do, if there is any; of two alike the one that lasts longer."""
    return max(
        sanctions,
        key=lambda each: (
            STRICTNESS.index(each.kind),
            each.ends_at is None,
            each.ends_at.timestamp() if each.ends_at else 0,
        ),
        default=None,
    )


def role_for(kind: Kind, days: float | None, *, is_everywhere: bool) -> Role:
    """The least role that may do this to an author; ``days`` is for how long, None for good."""
    if kind is Kind.BAN or is_everywhere:
        return Role.SENIOR
    if kind is Kind.SUSPEND and (days is None or days > LONGEST_SUSPENSION_DAYS):
        return Role.SENIOR
    return Role.MANAGER


TOLD: dict[Kind, str] = {
    Kind.WARN: "A community manager has a word with you: {reason} Say that you understand, then write again.",
    Kind.SUSPEND: "You cannot write comments here {until}. A community manager gave this reason: {reason}",
    Kind.BAN: "You cannot write comments here {until}. A community manager gave this reason: {reason}",
}
"""What somebody is told whose comment is not taken."""

CODES: dict[Kind, str] = {Kind.WARN: "warned", Kind.SUSPEND: "suspended", Kind.BAN: "banned"}
"""How the refusal is called at the API."""


def refuse(sanction: InForce | None) -> None:
    """Refuse a new comment of an author whom a sanction keeps from writing.

    Raises:
        NotAllowed: with the reason, and until when it counts.
    """
    if sanction is not None and sanction.kind in TOLD:
        told = TOLD[sanction.kind].format(reason=_sentence(sanction.reason), until=until(sanction.ends_at))
        raise NotAllowed(told, code=CODES[sanction.kind])


def until(ends_at: datetime | None) -> str:
    """Until when something counts, in words: "until 3 November 2026, 12:00 UTC"."""
    return f"until {ends_at.day} {ends_at:%B %Y, %H:%M} UTC" if ends_at else "any more"


def _sentence(reason: str) -> str:
    """The reason with a full stop, unless it ends in something like one."""
    return reason if reason.endswith((".", "!", "?", "…")) else f"{reason}."
