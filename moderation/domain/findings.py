"""Findings, the reasons in words behind every verdict, one from each rule that has something to say."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from moderation.domain.attributes import label_of, told_of


class Verdict(StrEnum):
    """What the policy concludes; in order of strictness."""

    PUBLISH = "publish"
    HOLD = "hold"
    REJECT = "reject"


STRICTNESS = list(Verdict)


@dataclass(frozen=True)
class Finding:
    """One reason from one rule.

    ``text`` is for the manager, ``told`` for the author; ``attribute``, ``score`` and ``threshold`` are set
    when the reason is a score.
    """

    code: str
    verdict: Verdict
    text: str
    told: str
    attribute: str | None = None
    score: float | None = None
    threshold: float | None = None

    def as_row(self) -> dict[str, Any]:
        """This finding as plain JSON values, the way it is stored."""
        return asdict(self)

    @classmethod
    def from_row(cls, row: dict[str, Any]) -> Finding:
        """The finding that ``as_row`` wrote."""
        return cls(**{**row, "verdict": Verdict(row["verdict"])})


def over_threshold(attribute: str, score: float, threshold: float, verdict: Verdict) -> Finding:
    """The finding that an attribute scored at or over its threshold."""
    return Finding(
        code=f"score.{attribute.lower()}",
        verdict=verdict,
        text=f"{label_of(attribute)} {score:.0%}, holds at {threshold:.0%}",
        told=told_of(attribute),
        attribute=attribute,
        score=round(score, 4),
        threshold=threshold,
    )


def unscored(code: str, why: str, verdict: Verdict) -> Finding:
    """The finding that no score could be given, and why."""
    return Finding(
        code="unscored",
        verdict=verdict,
        text=f"Not scored ({code}): {why}",
        told="We could not check this automatically, so a person will look at it.",
    )
