"""Compares how many rows two models hold: a candidate that holds clearly more good comments is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest

from moderation.classifier.model import Model
from moderation.domain.attributes import OFF_TOPIC
from moderation.training.evaluate import is_held, scores_of
from moderation.training.rows import Row

_CHANCE = 0.05
"""The p from which a difference may be chance."""
_NOT_RUDE = {OFF_TOPIC, "SPAM"}


@dataclass(frozen=True)
class Shift:
    """How many of ``rows`` both models hold, and how many only one of them."""

    name: str
    rows: int
    in_service: int
    candidate: int
    only_candidate: int

    @property
    def p(self) -> float:
        """How likely chance alone parts the models so far: the exact test of McNemar (1947), two-sided."""
        only_in_service = self.in_service - (self.candidate - self.only_candidate)
        parted = self.only_candidate + only_in_service
        return float(binomtest(self.only_candidate, parted).pvalue) if parted else 1.0

    @property
    def is_more(self) -> bool:
        """Whether the candidate holds more, beyond chance."""
        return self.candidate > self.in_service and self.p < _CHANCE

    def __str__(self) -> str:
        before, after = (count / max(1, self.rows) for count in (self.in_service, self.candidate))
        return (
            f"held, {self.name}: {before:.1%} -> {after:.1%} "
            f"({self.in_service} -> {self.candidate} of {self.rows}), p {self.p:.3f}"
        )


def shift(name: str, candidate: Model, in_service: Model, rows: Sequence[Row]) -> Shift:
    """How many of the rows each model holds at its own thresholds, row by row."""
    new, old = (is_held(scores_of(model, rows), model.thresholds) for model in (candidate, in_service))
    return Shift(name, len(rows), int(old.sum()), int(new.sum()), int(np.sum(new & ~old)))


def good(rows: Sequence[Row]) -> list[Row]:
    """The rows in which nobody saw anything wrong: labelled 0 on everything."""
    return [row for row in rows if not any(row.labels.values())]


def rude(rows: Sequence[Row]) -> list[Row]:
    """The rows labelled for any attribute of courtesy."""
    return [row for row in rows if any(label for name, label in row.labels.items() if name not in _NOT_RUDE)]


def in_plain_words(model: Model, rows: Sequence[Row]) -> str:
    """One sentence for a newsroom: how many of a hundred rude and of a hundred courteous rows the model holds."""
    hundredths = [
        round(100 * float(np.mean(is_held(scores_of(model, kind), model.thresholds))))
        for kind in (rude(rows), good(rows))
    ]
    return f"Of 100 rude check rows it would hold {hundredths[0]}, of 100 courteous ones {hundredths[1]}."
