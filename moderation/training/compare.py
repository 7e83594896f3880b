"""Compares a candidate with the model in service on the same rows: worse beyond noise is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from moderation.classifier.model import Model
from moderation.domain.scores import Scores
from moderation.training.evaluate import judged, scores_of, seen
from moderation.training.measure import Measure, auc, draws, enough, loss
from moderation.training.rows import Row

_CERTAIN = 1.0
"""Percent of bootstrap samples that may contradict a verdict "worse"; some 28 verdicts are asked for at once."""
_MATTERS = {"auc": 0.005, "log loss": 0.02}
"""What a difference must reach to matter, however certain it is."""
_MEASURES: Mapping[str, tuple[Measure, float]] = {"auc": (auc, 1.0), "log loss": (loss, -1.0)}
"""Each measure, and whether more (1) or less (-1) of it is better."""


@dataclass(frozen=True)
class Difference:
    """One attribute on one set by one measure: both values, and the interval of the gain (negative is worse)."""

    rows: str
    attribute: str
    measure: str
    in_service: float
    candidate: float
    low: float
    high: float

    @property
    def is_worse(self) -> bool:
        """Whether the candidate lost more than noise and more than what matters."""
        lost = abs(self.candidate - self.in_service)
        return self.high < 0 and lost >= _MATTERS[self.measure]

    def __str__(self) -> str:
        verdict = "WORSE" if self.is_worse else "ok"
        return (
            f"{self.rows:<16} {self.attribute:<16} {self.measure:<8} {self.in_service:7.3f} -> {self.candidate:.3f}"
            f"  gain {self.low:+.3f} to {self.high:+.3f}  {verdict}"
        )


def compare(candidate: Model, in_service: Model, sets: Mapping[str, Sequence[Row]]) -> list[Difference]:
    """Every difference that the sets of rows allow to be measured."""
    return [
        difference
        for name, rows in sets.items()
        if rows
        for difference in _on(name, rows, scores_of(candidate, rows), scores_of(in_service, rows))
    ]


def latest(rows: Sequence[Row], share: float = 0.2) -> tuple[list[Row], list[Row]]:
    """The decided rows as (earlier, latest); the latest are held out, so that a model is judged by what came after."""
    cut = len(rows) - round(len(rows) * share)
    return list(rows[:cut]), list(rows[cut:])


def _on(
    name: str, rows: Sequence[Row], candidate: Sequence[Scores], in_service: Sequence[Scores]
) -> Iterator[Difference]:
    """The differences on one set, paired: both models on the same bootstrap samples."""
    for attribute in sorted({each for row in rows for each in row.labels}):
        at = [place for place in judged(rows, candidate, attribute) if attribute in in_service[place].values]
        labels = seen(rows, at, attribute)
        if not at or not enough(labels):
            continue
        new, old = (
            np.array([side[place].values[attribute] for place in at]) for side in (candidate, in_service)
        )
        samples = draws(labels)
        for measure, (measured, better) in _MEASURES.items():
            gains = [better * (measured(labels[s], new[s]) - measured(labels[s], old[s])) for s in samples]
            low, high = np.percentile(gains, [_CERTAIN, 100 - _CERTAIN])
            yield Difference(
                name,
                attribute,
                measure,
                measured(labels, old),
                measured(labels, new),
                float(low),
                float(high),
            )
