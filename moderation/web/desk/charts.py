"""Where the parts of a chart lie, in the units of its drawing: each is 100 high, and as wide as it has columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.comments import Status

if TYPE_CHECKING:
    from moderation.use_cases.show_insight import Day

HEIGHT = 100.0
STACKED = (Status.PUBLISHED, Status.REJECTED, Status.HELD, Status.WITHDRAWN, Status.ERASED)
"""From the ground upwards."""


@dataclass(frozen=True)
class Block:
    """A piece of a column: what it stands for, and where it begins and how high it is."""

    kind: str
    top: float
    height: float


@dataclass(frozen=True)
class Column:
    """A column of a chart, for a day."""

    day: Day
    left: float
    blocks: Sequence[Block]


def columns(days: Sequence[Day]) -> tuple[list[Column], int]:
    """A column for each day, and the number that the chart's height stands for, a round one."""
    ceiling = round_up(max((day.total for day in days), default=0))
    return [Column(day, place * 10 + 1, _stacked(day, ceiling)) for place, day in enumerate(days)], ceiling


def round_up(number: int) -> int:
    """The next number of one digit and noughts, or with a half after it: 1, 2, 3 … 10, 15, 20, 30 … 100, 150."""
    unit = 10 ** (len(str(number)) - 1)
    steps = [unit, unit * 3 // 2, *(unit * digit for digit in range(2, 11))] if unit > 1 else range(1, 11)
    return next(step for step in steps if step >= number)


def heights(counts: Sequence[int]) -> list[float]:
    """The height of each count, the greatest as high as the chart: by the root, so that the rare ones show too."""
    greatest = max(*counts, 1)
    return [HEIGHT * (count / greatest) ** 0.5 for count in counts]


def _stacked(day: Day, ceiling: int) -> list[Block]:
    blocks, ground = [], HEIGHT
    for status in STACKED:
        height = HEIGHT * day.counts.get(status, 0) / ceiling
        ground -= height
        if height:
            blocks.append(Block(status.value, ground, height))
    return blocks
