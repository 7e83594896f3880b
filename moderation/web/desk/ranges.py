"""A range of scores as a form says it, and as bars that show where it lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from moderation.domain.batches import STEPS
from moderation.domain.errors import Malformed

BARS = 20
"""How many bars the histogram has."""


@dataclass(frozen=True)
class Bar:
    """One bar: from which per cent to below which other, how many comments, its height in per cent of the tallest, and
    whether the range covers it.
    """

    low: int
    high: int
    count: int
    height: float
    is_inside: bool


def bars(steps: Sequence[int], low: int, high: int) -> list[Bar]:
    """The histogram of so many comments at each whole per cent."""
    width = STEPS // BARS
    counts = [sum(steps[begin : begin + width]) for begin in range(0, STEPS, width)]
    tallest = max(counts) or 1
    return [
        Bar(
            place * width,
            (place + 1) * width,
            count,
            # the few that matter stand at the far end: a bar of one comment is still seen
            max(100 * count / tallest, 2.0) if count else 0.0,
            low < (place + 1) * width and high > place * width,
        )
        for place, count in enumerate(counts)
    ]


def bounds(low: str | None, high: str | None) -> tuple[int, int]:
    """The range's ends in whole per cents, 80 to 100 unless they are said; the lower one first.

    Raises:
        Malformed: when one is no whole per cent.
    """
    said = [_per_cent("low", low or "80"), _per_cent("high", high or str(STEPS))]
    return min(said), max(said)


def picked(said: Sequence[str]) -> dict[str, int]:
    """The versions of the comments that were picked, by id, from ``id:version`` each.

    Raises:
        Malformed: when one is neither.
    """
    versions = {}
    for each in said:
        comment_id, _, version = each.partition(":")
        try:
            versions[str(UUID(comment_id))] = int(version)
        except ValueError as error:
            raise Malformed(
                "The form was not sent whole. Reload the page.", fields={"picked": ["Unreadable."]}
            ) from error
    return versions


def counted(number: int) -> str:
    """So many comments, in words."""
    return "1 comment" if number == 1 else f"{number:,} comments"


def _per_cent(name: str, said: str) -> int:
    if not (said.isascii() and said.isdigit() and len(said) < 4 and int(said) <= STEPS):
        raise Malformed("The range is not readable.", fields={name: ["A whole number from 0 to 100."]})
    return int(said)
