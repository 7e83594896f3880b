"""Measures of scores against labels, each with the interval that chance leaves it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from scipy.stats import rankdata

ROUNDS = 400
"""Bootstrap rounds behind every interval: the ends of a 95 % interval are then steady to the second digit."""
FEWEST = 8
"""Positives and negatives from which an AUC is worth its interval."""
PRECISION = 0.9
"""The precision at which recall is told."""
BINS = 15
"""Bins of equal mass for the calibration error."""
_AT_ONCE = 2_000_000
"""Weights (rounds × rows) that are worked on at a time: some 16 MB an array."""
_SEED = 20261122

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


class Ranked:
    """Labels and scores by falling score, and where each run of equal scores begins."""

    def __init__(self, labels: np.ndarray, scores: np.ndarray) -> None:
        self.order = np.argsort(-scores, kind="stable")
        self.labels = labels[self.order].astype(float)
        self.scores = scores[self.order].astype(float)
        self.begins = np.flatnonzero(np.r_[True, np.diff(self.scores) != 0])

    def sides(self, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The weight of positives and of negatives at each score, rounds × scores; ties count as one."""
        positives = np.add.reduceat(weights * self.labels, self.begins, axis=1)
        return positives, np.add.reduceat(weights, self.begins, axis=1) - positives


Weighted = Callable[[Ranked, np.ndarray], np.ndarray]
"""A measure of weighted rows: a value for each row of weights (rounds × rows, in ranked order)."""


def area(ranked: Ranked, weights: np.ndarray) -> np.ndarray:
    """Area under the ROC curve, ties counting half (Mann and Whitney 1947)."""
    positives, negatives = ranked.sides(weights)
    below = negatives.sum(axis=1, keepdims=True) - np.cumsum(negatives, axis=1)
    above = (positives * (below + negatives / 2)).sum(axis=1)
    return np.asarray(above / (positives.sum(axis=1) * negatives.sum(axis=1)))


def average_precision(ranked: Ranked, weights: np.ndarray) -> np.ndarray:
    """Precision where each positive is found, averaged over the positives."""
    positives, negatives = ranked.sides(weights)
    return np.asarray((positives * _precision(positives, negatives)).sum(axis=1) / positives.sum(axis=1))


def recall_at_precision(ranked: Ranked, weights: np.ndarray) -> np.ndarray:
    """The largest share of positives that a threshold finds while nine of ten that it holds are positives."""
    positives, negatives = ranked.sides(weights)
    recall = np.cumsum(positives, axis=1) / positives.sum(axis=1, keepdims=True)
    precise = _precision(positives, negatives) >= PRECISION
    return np.asarray(np.where(precise, recall, 0.0).max(axis=1))


def calibration_error(ranked: Ranked, weights: np.ndarray) -> np.ndarray:
    """Expected calibration error (Naeini et al. 2015) in bins of equal mass (Nguyen and O'Connor 2015)."""
    total = weights.sum(axis=1, keepdims=True)
    middle = np.cumsum(weights, axis=1) - weights / 2
    bins = np.minimum((middle / total * BINS).astype(int), BINS - 1)
    bins += np.arange(len(weights))[:, None] * BINS
    off = np.bincount(
        bins.ravel(), (weights * (ranked.labels - ranked.scores)).ravel(), minlength=len(weights) * BINS
    )
    return np.asarray(np.abs(off.reshape(len(weights), BINS)).sum(axis=1) / total[:, 0])


MEASURES: Mapping[str, Weighted] = {
    "auc": area,
    "average_precision": average_precision,
    "recall_at_precision_90": recall_at_precision,
    "ece": calibration_error,
}
"""What an evaluation tells of each attribute, by the name it has in the file."""


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
    labels: np.ndarray, scores: np.ndarray, groups: Sequence[str] = (), measure: Weighted = area
) -> Figure:
    """The measure with its bootstrap interval (percentiles, Efron 1979); rows of one group are drawn together."""
    return figures_of(labels, scores, groups, {"": measure})[""]


def figures_of(
    labels: np.ndarray,
    scores: np.ndarray,
    groups: Sequence[str] = (),
    measures: Mapping[str, Weighted] = MEASURES,
) -> dict[str, Figure]:
    """Every measure with its interval, all on the same bootstrap samples.

    A calibration error leans up in a resample, where rows stand twice: its own value then bounds the interval.
    """
    ranked = Ranked(labels, scores)
    whole = np.ones((1, len(labels)))
    drawn: dict[str, list[np.ndarray]] = {name: [] for name in measures}
    for weights in _weights(len(labels), groups):
        ordered = weights[:, ranked.order]
        found = ordered @ ranked.labels
        both = ordered[(found > 0) & (found < ordered.sum(axis=1))]
        for name, measure in measures.items():
            drawn[name].append(measure(ranked, both))
    return {
        name: _figure(float(measure(ranked, whole)[0]), np.concatenate(drawn[name]), labels)
        for name, measure in measures.items()
    }


def mean_figure(values: np.ndarray, groups: Sequence[str] = ()) -> Figure:
    """The mean of a value a row, such as a share, with its bootstrap interval; positives are the rows at 1."""
    drawn = [(weights @ values) / weights.sum(axis=1) for weights in _weights(len(values), groups)]
    return _figure(float(values.mean()), np.concatenate(drawn), values >= 1)


def draws(labels: np.ndarray, groups: Sequence[str] = ()) -> list[np.ndarray]:
    """Bootstrap samples as row numbers, always the same ones; samples with one side only are left out."""
    chance = np.random.default_rng(_SEED)
    members = _members(groups, len(labels))
    samples = [
        np.concatenate([members[at] for at in chance.integers(len(members), size=len(members))])
        for _ in range(ROUNDS)
    ]
    return [sample for sample in samples if 0 < labels[sample].sum() < len(sample)]


def _figure(value: float, drawn: np.ndarray, labels: np.ndarray) -> Figure:
    """The value between the ends of its interval."""
    low, high = np.percentile(drawn, [2.5, 97.5]) if len(drawn) else (np.nan, np.nan)
    return Figure(value, min(float(low), value), max(float(high), value), len(labels), int(labels.sum()))


def _precision(positives: np.ndarray, negatives: np.ndarray) -> np.ndarray:
    """The share of positives among all rows down to each score; where no row counts yet, none."""
    found = np.cumsum(positives, axis=1)
    return np.asarray(found / np.maximum(found + np.cumsum(negatives, axis=1), 1e-12))


def _weights(rows: int, groups: Sequence[str]) -> Iterator[np.ndarray]:
    """How often each row stands in each bootstrap sample, some rounds at a time; always the same samples."""
    chance = np.random.default_rng(_SEED)
    named: dict[str, int] = {}
    keys = [group or f"row {row}" for row, group in enumerate(groups)] if groups else []
    place = np.array([named.setdefault(key, len(named)) for key in keys]) if groups else np.arange(rows)
    number = len(named) or rows
    step = max(1, _AT_ONCE // rows)
    for begin in range(0, ROUNDS, step):
        chosen = chance.multinomial(number, np.full(number, 1 / number), size=min(step, ROUNDS - begin))
        yield chosen.astype(float)[:, place]


def _members(groups: Sequence[str], rows: int) -> list[np.ndarray]:
    """The row numbers of each group; without groups, every row by itself."""
    if not groups:
        return [np.array([row]) for row in range(rows)]
    named: dict[str, list[int]] = {}
    for row, group in enumerate(groups):
        named.setdefault(group or f"row {row}", []).append(row)
    return [np.array(rows_of) for rows_of in named.values()]
