"""Measures a model on labelled rows: each attribute by source, and the share of comments it would hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from moderation.classifier.model import Model
from moderation.domain.scores import Scores
from moderation.training.measure import enough, figure, figures_of
from moderation.training.rows import COURTESY, Row

_SEEN = 0.5
_NONE: Mapping[str, np.ndarray] = {}
LENGTHS = {"all": (0, 10**9), "under 80": (0, 80), "80 to 200": (80, 201), "over 200": (201, 10**9)}
"""Bands of characters: the shortest (inclusive) and the longest (exclusive) of each."""
THRESHOLDS = tuple(round(0.05 * step, 2) for step in range(1, 20))
"""The thresholds of which a table tells what each would hold and miss."""


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


def measured(
    rows: Sequence[Row], scores: Sequence[Scores], others: Mapping[str, np.ndarray] = _NONE
) -> list[dict[str, Any]]:
    """Every measure of each source, attribute and band of length that has enough rows; one record for each scorer.

    ``others`` are other scorers' answers to the same rows, one score for every attribute; ours is called ``model``.
    """
    records = []
    for source in sorted({row.source for row in rows}):
        for attribute in sorted({each for row in rows for each in row.labels if row.source == source}):
            at = judged(rows, scores, attribute, source)
            answers = {"model": np.array([scores[place].values[attribute] for place in at])}
            if attribute in COURTESY:
                answers |= {name: each[at] for name, each in others.items()}
            records += [
                {"source": source, "attribute": attribute} | record
                for record in _by_length([rows[place] for place in at], attribute, answers)
            ]
    return records


def table(
    stream: Sequence[Scores], rows: Sequence[Row], scores: Sequence[Scores]
) -> dict[str, list[dict[str, float | None]]]:
    """By attribute and threshold, the share of the stream that it would hold, and of the positives, catch and miss.

    The positives are those among ``rows``, whose answers are ``scores``; where there are none, None.
    """
    found = {}
    for attribute in sorted({name for score in stream for name in score.values}):
        passing = np.array([score.values[attribute] for score in stream if attribute in score.values])
        at = judged(rows, scores, attribute)
        places = [place for place, label in zip(at, seen(rows, at, attribute), strict=True) if label]
        rude = np.array([scores[place].values[attribute] for place in places])
        found[attribute] = [_at(threshold, passing, rude) for threshold in THRESHOLDS]
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


def courtesy_thresholds(model: Model) -> dict[str, float]:
    """The thresholds of the attributes that hold a comment for what its own words are."""
    return {name: least for name, least in model.thresholds.items() if name in COURTESY}


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
        "courtesy": round(float(np.mean([bool(each & set(COURTESY)) for each in over])), 4),
        "any": round(float(np.mean([bool(each) for each in over])), 4),
    }


def _by_length(
    rows: Sequence[Row], attribute: str, answers: Mapping[str, np.ndarray]
) -> Iterator[dict[str, Any]]:
    """A record for each band of length and scorer, on rows that are labelled for the attribute."""
    labels = seen(rows, range(len(rows)), attribute)
    lengths = np.array([len(row.text) for row in rows])
    for band, (shortest, longest) in LENGTHS.items():
        within = np.flatnonzero((shortest <= lengths) & (lengths < longest))
        if len(within) and enough(labels[within]):
            groups = [rows[place].group for place in within.tolist()]
            for scorer, values in answers.items():
                yield {"length": band, "scorer": scorer} | _record(labels[within], values[within], groups)


def _record(labels: np.ndarray, values: np.ndarray, groups: Sequence[str]) -> dict[str, Any]:
    """How many rows and positives, and each measure as its value and both ends of its interval."""
    found = figures_of(labels, values, groups)
    return {"rows": len(labels), "positives": int(labels.sum())} | {
        name: {"value": round(each.value, 4), "low": round(each.low, 4), "high": round(each.high, 4)}
        for name, each in found.items()
    }


def _at(threshold: float, passing: np.ndarray, rude: np.ndarray) -> dict[str, float | None]:
    """One line of the table."""
    caught = round(float((rude >= threshold).mean()), 4) if len(rude) else None
    return {
        "threshold": threshold,
        "held": round(float((passing >= threshold).mean()), 4),
        "caught": caught,
        "missed": None if caught is None else round(1 - caught, 4),
    }
