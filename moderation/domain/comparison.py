"""How another's scores compare with ours: whether they order texts alike, and which of our thresholds holds as many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, sqrt

from moderation.domain.figures import Share


@dataclass(frozen=True)
class Comparison:
    """One attribute over so many texts: how alike both order them, what theirs holds at its threshold, and ours then.

    ``threshold`` holds the same share as theirs; it lies from ``lowest`` to ``highest``, 95 % sure, as that share does.
    ``both`` counts what both hold. Where theirs holds nothing there is no threshold.
    """

    texts: int
    correlation: float | None
    held: int
    threshold: float | None = None
    lowest: float | None = None
    highest: float | None = None
    ours_held: int = 0
    both: int = 0


def compared(theirs: Sequence[float], ours: Sequence[float], at: float) -> Comparison:
    """The comparison of two scores of the same texts, where theirs holds from ``at`` on."""
    texts, held = len(theirs), sum(score >= at for score in theirs)
    correlation = rank_correlation(theirs, ours)
    if not held:
        return Comparison(texts, correlation, held)
    highest_first = sorted(ours, reverse=True)
    low, high = Share(held, texts).likely
    threshold = highest_first[held - 1]
    return Comparison(
        texts,
        correlation,
        held,
        threshold,
        highest_first[min(ceil(high * texts), texts) - 1],
        highest_first[max(floor(low * texts), 1) - 1],
        sum(score >= threshold for score in ours),
        sum(a >= at and b >= threshold for a, b in zip(theirs, ours, strict=True)),
    )


def rank_correlation(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Spearman's: 1 when both order everything alike, 0 when by chance; None when one of them orders nothing."""
    a, b = ranks(one), ranks(other)
    middle = (len(a) + 1) / 2
    around = [(x - middle, y - middle) for x, y in zip(a, b, strict=True)]
    spread = sqrt(sum(x * x for x, _ in around) * sum(y * y for _, y in around))
    return sum(x * y for x, y in around) / spread if spread else None


def ranks(values: Sequence[float]) -> list[float]:
    """The place of each among all, from 1 on; what is the same shares the middle of its places."""
    order = sorted(range(len(values)), key=values.__getitem__)
    found = [0.0] * len(values)
    begin = 0
    while begin < len(order):
        end = begin
        while end < len(order) and values[order[end]] == values[order[begin]]:
            end += 1
        for place in order[begin:end]:
            found[place] = (begin + 1 + end) / 2
        begin = end
    return found
