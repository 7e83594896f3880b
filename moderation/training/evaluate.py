"""Measures a model on labelled rows: each attribute by source, and the share of comments it would hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from moderation.classifier.model import OFF_TOPIC, Model
from moderation.domain.scores import Scores
from moderation.training.measure import enough, figure
from moderation.training.rows import Row

_SEEN = 0.5


def scores_of(model: Model, rows: Sequence[Row]) -> list[Scores]:
    """The model's answers to the rows, in their order."""
    return [
        score
        for begin in range(0, len(rows), 512)
        for score in model.score_many([row.scored() for row in rows[begin : begin + 512]], evidence=False)
    ]


def figures(rows: Sequence[Row], scores: Sequence[Scores]) -> dict[str, dict[str, Any]]:
    """AUC with its interval by attribute and source, wherever both answers are frequent enough."""
    found: dict[str, dict[str, Any]] = {}
    for source in sorted({row.source for row in rows}):
        for attribute in sorted({each for row in rows for each in row.labels}):
            at = judged(rows, scores, attribute, source)
            labels, values = (
                seen(rows, at, attribute),
                np.array([scores[place].values[attribute] for place in at]),
            )
            if len(at) and enough(labels):
                groups = [rows[place].group for place in at]
                found.setdefault(attribute, {})[source] = figure(labels, values, groups).as_json()
    return found


def judged(
    rows: Sequence[Row], scores: Sequence[Scores], attribute: str, source: str | None = None
) -> list[int]:
    """The places of the rows that are labelled and scored for the attribute."""
    return [
        place
        for place, (row, score) in enumerate(zip(rows, scores, strict=True))
        if attribute in row.labels and attribute in score.values and source in {None, row.source}
    ]


def seen(rows: Sequence[Row], places: Sequence[int], attribute: str) -> np.ndarray:
    """The labels at these places as 0 or 1."""
    return np.array([rows[place].labels[attribute] >= _SEEN for place in places], dtype=int)


def is_held(scores: Sequence[Scores], thresholds: Mapping[str, float]) -> np.ndarray:
    """Whether each text reaches any threshold."""
    return np.array(
        [any(score.values.get(name, 0.0) >= least for name, least in thresholds.items()) for score in scores],
        dtype=bool,
    )


def held(scores: Sequence[Scores], thresholds: Mapping[str, float]) -> dict[str, float]:
    """The share of texts over each threshold, and over any of them (``"any"``)."""
    over = [
        {name for name, least in thresholds.items() if score.values.get(name, 0.0) >= least}
        for score in scores
    ]
    shares = {name: float(np.mean([name in each for each in over])) for name in thresholds}
    return {
        **{name: round(share, 4) for name, share in shares.items()},
        "courtesy": round(float(np.mean([bool(each - {OFF_TOPIC}) for each in over])), 4),
        "any": round(float(np.mean([bool(each) for each in over])), 4),
    }
