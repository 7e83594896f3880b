"""What the counted says: shares with how sure they are, percentiles, and whether scores are spread as they were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log, sqrt

SURE = 1.96
"""How many standard errors away 95 % of chance stays."""

FEWEST = 20
"""From how many on a share is worth a conclusion."""

FEWEST_SCORES = 200
"""From how many scores on, in both periods, their spread is worth comparing."""

SHIFTING, CHANGED = 0.10, 0.25
"""From which population stability index on a spread is called shifting, and changed."""


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    hits: int
    total: int

    @property
    def value(self) -> float | None:
        """The share, 0 to 1; None of nothing."""
        return self.hits / self.total if self.total else None

    @property
    def likely(self) -> tuple[float, float]:
        """Between what and what the share behind it lies, 95 % sure.

        Wilson's score interval (E. B. Wilson, Journal of the American Statistical Association 22, 1927): right for few
        cases and for shares near none or all, too.
        """
        if not self.total:
            return 0.0, 1.0
        count, share = self.total, self.hits / self.total
        middle = share + SURE * SURE / (2 * count)
        around = SURE * sqrt(share * (1 - share) / count + SURE * SURE / (4 * count * count))
        whole = 1 + SURE * SURE / count
        return max(0.0, (middle - around) / whole), min(1.0, (middle + around) / whole)


def of_the_threshold(approved: Share) -> str:
    """What the share of what an attribute held, and managers approved, says of its threshold."""
    low, high = approved.likely
    if approved.total < FEWEST:
        return "Too few to tell."
    if low > 0.5:
        return "Mostly approved: a higher threshold would spare managers work."
    if high < 0.5:
        return "Mostly rejected: it holds what it should."
    return "About half and half."


def percentile(ordered: Sequence[float], share: float) -> float | None:
    """The least of these, in order, that this share of them does not exceed (the nearest rank); None of nothing."""
    return ordered[max(ceil(share * len(ordered)), 1) - 1] if ordered else None


def stability(now: Sequence[int], before: Sequence[int]) -> float | None:
    """The population stability index of two counts by the same classes; None when there are too few.

    The sum of (a - b) ln(a / b) over the shares of each class. Half a case is added to each class, so that an empty one
    can be compared. Its limits are those of N. Siddiqi, Credit Risk Scorecards, 2006.
    """
    if min(sum(now), sum(before)) < FEWEST_SCORES:
        return None
    pairs = zip(_smoothed(now), _smoothed(before), strict=True)
    return sum((here - there) * log(here / there) for here, there in pairs)


def _smoothed(counts: Sequence[int]) -> list[float]:
    return [(count + 0.5) / (sum(counts) + len(counts) / 2) for count in counts]


def in_a_word(index: float | None) -> str:
    """How stable that is: steady, shifting or changed."""
    if index is None:
        return "too few"
    if index < SHIFTING:
        return "steady"
    return "shifting" if index < CHANGED else "changed"
