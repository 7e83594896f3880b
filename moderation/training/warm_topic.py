"""Moves the two heads over topics by what decisions taught, and keeps their level where it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np

from moderation.classifier.model import Model
from moderation.classifier.nearness import Line, NearHead
from moderation.classifier.off_topic import beside_articles, near_features, pairs_of
from moderation.classifier.topic import TopicHead
from moderation.classifier.words import plain
from moderation.domain.attributes import OFF_TOPIC
from moderation.domain.folding import fold
from moderation.training.rows import Row
from moderation.training.stepping import labels_of, level_moved, step

_TRUST_TOPIC = 0.02
"""C of the step for the few, dense topic features, where one decision speaks for every article."""
LineLike = TypeVar("LineLike", TopicHead, Line)


def topic_moved(model: Model, rows: Sequence[Row]) -> TopicHead:
    """The head over words moved by the rows that stand under an article and say whether they are off topic."""
    judged = _judged(rows)
    return _moved(model.topic, _measured(model.topic, judged), judged) if judged else model.topic


def _judged(rows: Sequence[Row]) -> list[Row]:
    """The rows that stand under an article and say whether they are off topic."""
    return [row for row in rows if row.article and OFF_TOPIC in row.labels]


def _moved(line: LineLike, measured: np.ndarray, judged: Sequence[Row]) -> LineLike:
    """A line over topic features moved by the rows that these are the features of."""
    middle, half = (line.low + line.high) / 2, (line.high - line.low) / 2 + 1e-6
    before = measured @ line.weights + line.intercept
    moved = step((measured - middle) / half, before, *labels_of(judged, OFF_TOPIC), _TRUST_TOPIC) / half
    return replace(line, weights=line.weights + moved, intercept=float(line.intercept - middle @ moved))


def near_moved(model: Model, rows: Sequence[Row]) -> NearHead | None:
    """The head over meanings moved alike: decisions know no other articles, so both its lines take the same step."""
    near, judged = model.near, _judged(rows)
    if near is None or model.profiler is None or not judged:
        return near
    alone = _moved(near.alone, _near_measured(model, judged), judged)
    step_taken = alone.weights - near.alone.weights
    among = replace(
        near.among,
        weights=near.among.weights + step_taken,
        intercept=near.among.intercept + alone.intercept - near.alone.intercept,
    )
    return replace(near, alone=alone, among=among)


def _near_measured(model: Model, rows: Sequence[Row]) -> np.ndarray:
    """The features of the head over meanings, within the range that its line knows."""
    assert model.near is not None
    assert model.profiler is not None
    texts = [row.scored() for row in rows]
    found = [near for _, near in beside_articles(model.near, model.profiler, texts)]
    return np.clip(near_features(found), model.near.alone.low, model.near.alone.high)


def topic_levelled(before: Model, after: Model, steady: Sequence[Row]) -> TopicHead:
    """The moved head over words, of which as many steady rows under articles reach the threshold as before."""
    under_article = [row for row in steady if row.article]
    if not under_article:
        return after.topic
    shift = _line_shift(before.topic, after.topic, _measured(after.topic, under_article), before)
    return replace(after.topic, intercept=after.topic.intercept - shift)


def near_levelled(before: Model, after: Model, steady: Sequence[Row]) -> NearHead | None:
    """The same of the head over meanings."""
    old, new = before.near, after.near
    under_article = [row for row in steady if row.article]
    if old is None or new is None or after.profiler is None or not under_article:
        return new
    shift = _line_shift(old.alone, new.alone, _near_measured(after, under_article), before)
    alone, among = (replace(line, intercept=line.intercept - shift) for line in (new.alone, new.among))
    return replace(new, alone=alone, among=among)


def _line_shift(old: LineLike, new: LineLike, measured: np.ndarray, before: Model) -> float:
    """How far a line over topic features moved at the threshold."""
    before_it, after_it = (measured @ line.weights + line.intercept for line in (old, new))
    return level_moved(before_it, after_it, before.thresholds[OFF_TOPIC])


def _measured(head: TopicHead, rows: Sequence[Row]) -> np.ndarray:
    """The topic head's features of rows that stand under an article, within the range that it knows."""
    pairs = pairs_of([row.scored() for row in rows], [_plain(row.text) for row in rows])
    return np.clip(head.measured(pairs), head.low, head.high)


def _plain(text: str) -> str:
    return plain(fold(text).text)
