"""Choosing comments by score: the histogram, the range, its fingerprint, and a sample that can be drawn again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from moderation.domain.queues import Asked

STEPS = 100
"""A range begins and ends at whole per cents."""

MOST_AT_ONCE = 5000
"""So many comments are decided on at once, at most."""

SAMPLED = 12
"""How many comments of a range are shown before it is decided on."""


class Scored(NamedTuple):
    """A comment as it stood when its score was read; ``step`` is the score in whole per cents, STEPS - 1 at most."""

    id: str
    version: int
    step: int


@dataclass(frozen=True)
class Range:
    """The comments of a queue that score from ``low`` to below ``high`` per cent for an attribute."""

    asked: Asked
    attribute: str
    low: int = 0
    high: int = 100

    def as_row(self) -> dict[str, Any]:
        """This range as plain JSON values, for the record."""
        area = self.asked.area
        return {
            "queue": self.asked.queue.value,
            "site": area.site if area else None,
            "section": area.section_path if area else None,
            "language": self.asked.language,
            "attribute": self.attribute,
            "low": self.low,
            "high": self.high,
        }


def histogram(scored: Iterable[Scored]) -> list[int]:
    """How many comments score each whole per cent; the last one holds the highest scores of all, too."""
    counted = [0] * STEPS
    for each in scored:
        counted[each.step] += 1
    return counted


def between(scored: Iterable[Scored], low: int, high: int) -> list[Scored]:
    """The comments that score from ``low`` to below ``high`` per cent; 100 is above the highest score."""
    return [each for each in scored if low <= each.step < high]


def fingerprint_of(versions: Mapping[str, int]) -> str:
    """What changes as soon as one of these comments comes, goes or changes."""
    lines = "\n".join(f"{comment_id} {version}" for comment_id, version in sorted(versions.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def sample(comment_ids: Iterable[str], draw: str) -> Sequence[str]:
    """SAMPLED of these comments, by lot: another ``draw``, another lot."""
    return sorted(comment_ids, key=lambda each: hashlib.sha256(f"{draw} {each}".encode()).digest())[:SAMPLED]


def step_of(score: float) -> int:
    """The whole per cents of a score."""
    hair = 1e-9  # .29 times 100 is a hair less than 29
    return max(0, min(int(score * STEPS + hair), STEPS - 1))
