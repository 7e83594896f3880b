"""Measures: area under the ROC curve and log loss, each with the interval that chance leaves it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from scipy.stats import rankdata

ROUNDS = 400
"""Bootstrap rounds behind every interval: the ends of a 95 % interval are then steady to the second digit."""
FEWEST = 8
"""Positives and negatives from which an AUC is worth its interval."""

Measure = Callable[[np.ndarray, np.ndarray], float]


@dataclass(frozen=True)
class Figure:
    """A measured value, its 95 % interval, and on how many rows (and positives) it stands."""

    value: float
    low: float
    high: float
    rows: int
    positives: int

    def as_json(self) -> dict[str, Any]:
        """The figure with three digits, as a card keeps it."""
        return {
            name: round(value, 3) if isinstance(value, float) else value
            for name, value in asdict(self).items()
        }


def auc(labels: np.ndarray, scores: np.ndarray) -> float:
    """How often a positive scores above a negative, ties counting half (Mann and Whitney 1947)."""
    positives = int(labels.sum())
    above = rankdata(scores)[labels == 1].sum() - positives * (positives + 1) / 2
    return float(above / (positives * (len(labels) - positives)))


def loss(labels: np.ndarray, scores: np.ndarray) -> float:
    """Log loss of probabilities, in nats a row."""
    sure = np.clip(np.where(labels == 1, scores, 1 - scores), 1e-6, 1.0)
    return float(-np.log(sure).mean())


def enough(labels: np.ndarray) -> bool:
    """Whether both sides have the rows that an AUC needs."""
    return bool(FEWEST <= labels.sum() <= len(labels) - FEWEST)


def figure(
    labels: np.ndarray, scores: np.ndarray, groups: Sequence[str] = (), measure: Measure = auc
) -> Figure:
    """The measure with its bootstrap interval (percentiles, Efron 1979); rows of one group are drawn together."""
    values = [measure(labels[drawn], scores[drawn]) for drawn in draws(labels, groups)]
    low, high = np.percentile(values, [2.5, 97.5]) if values else (np.nan, np.nan)
    return Figure(measure(labels, scores), float(low), float(high), len(labels), int(labels.sum()))


def draws(labels: np.ndarray, groups: Sequence[str] = ()) -> list[np.ndarray]:
    """Bootstrap samples as row numbers, always the same ones; samples with one side only are left out."""
    chance = np.random.default_rng(20261122)
    members = _members(groups, len(labels))
    samples = [
        np.concatenate([members[at] for at in chance.integers(len(members), size=len(members))])
        for _ in range(ROUNDS)
    ]
    return [sample for sample in samples if 0 < labels[sample].sum() < len(sample)]


def _members(groups: Sequence[str], rows: int) -> list[np.ndarray]:
    """The row numbers of each group; without groups, every row by itself."""
    if not groups:
        return [np.array([row]) for row in range(rows)]
    named: dict[str, list[int]] = {}
    for row, group in enumerate(groups):
        named.setdefault(group or f"row {row}", []).append(row)
    return [np.array(rows_of) for rows_of in named.values()]
