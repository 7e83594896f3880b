"""Fits the head over meanings: comments under their own article against the same comments under another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.special import logit
from sklearn.linear_model import LogisticRegression

from moderation.classifier.nearness import Line, NearHead
from moderation.classifier.off_topic import near_features
from moderation.classifier.profiles import Profiler
from moderation.classifier.topic import TopicHead
from moderation.classifier.wordpieces import WordPieces
from moderation.domain.attributes import OFF_TOPIC
from moderation.domain.scores import ArticleText
from moderation.training.beside import Beside, Side
from moderation.training.fit_topic import at_prior
from moderation.training.rows import Row

HOLD_ON_TOPIC = 0.025
"""The share of comments under their own article that OFF_TOPIC holds where it holds most."""
_EDGE = 0.005
"""The share of rows at either end of a feature that is clipped."""
_STILL = 1e-3
"""The spread under which a feature says the same of every row and is left as it is."""
_MOVED = 0.5
"""The weight of a comment under another article: it stands under two."""
_PARENTS = 0.5
"""The share of replies that come with what they answer."""
_GENERIC_TRUST = 10.0
NEUTRAL = "neutral"
"""The note of our own rows that are reactions which fit anywhere."""


def fit_near(profiler: Profiler, pieces: WordPieces, topic: TopicHead, rows: Sequence[Row]) -> NearHead:
    """The head learned from ``rows``, which stand under articles of several sources."""
    beside = Beside(profiler, [*rows, *_under_bare_titles(rows)])
    chance = np.random.default_rng(20261124)
    sides = [_some_parents(side, chance) for side in beside.sides(chance)]
    alone, among = (_line(features_of(beside, topic, sides, among=among), sides) for among in (False, True))
    pool = np.vstack([each.leads for source, each in beside.articles.items() if not source.endswith(_BARE)])
    return NearHead(pieces, pool.astype(np.float16), alone, among, _generic(beside))


def levelled(
    head: NearHead, profiler: Profiler, topic: TopicHead, rows: Sequence[Row]
) -> tuple[NearHead, float]:
    """The head whose two lines reach one threshold equally often, and that threshold.

    It holds ``HOLD_ON_TOPIC`` of the comments under their own article of whichever source it holds most of; nothing was
    learned from these ``rows``.
    """
    beside = Beside(profiler, rows)
    sides = [each for each in beside.sides(np.random.default_rng(20261125)) if each.kind == "own"]
    generic = head.how_generic([beside.meanings[side.row.text] for side in sides])
    edges = {}
    for among in (False, True):
        X = features_of(beside, topic, sides, among=among, pool=head.pool.astype(np.float32))
        scored = head.probabilities(X, np.full(len(sides), among)) * (1 - generic)
        by_source: dict[str, list[float]] = {source: [] for source in beside.articles}
        for side, score in zip(sides, scored, strict=True):
            by_source[side.row.source].append(score)
        edges[among] = max(float(np.quantile(each, 1 - HOLD_ON_TOPIC)) for each in by_source.values())
    shift = logit(edges[True]) - logit(edges[False])
    alone = replace(head.alone, intercept=head.alone.intercept + float(shift))
    return replace(head, alone=alone), edges[True]


def features_of(
    beside: Beside,
    topic: TopicHead,
    sides: Sequence[Side],
    *,
    among: bool,
    pool: np.ndarray | None = None,
) -> np.ndarray:
    """``NEAR_FEATURES`` of each side (sides × features)."""
    return near_features(
        topic, [beside.near(side, among=among, pool=pool) for side in sides], beside.pairs(sides)
    )


_BARE = ", bare titles"


def _under_bare_titles(rows: Sequence[Row]) -> list[Row]:
    """The debates' comments once more, under articles of which only the title is known."""
    return [
        replace(row, source=f"{row.source}{_BARE}", article=ArticleText(row.article.title))
        for row in rows
        if row.article and row.article.text and row.source == "nyt"
    ]


def _some_parents(side: Side, chance: np.random.Generator) -> Side:
    """The side, half of the time without the comment that it answers."""
    return side if chance.random() < _PARENTS else replace(side, row=replace(side.row, parent=None))


def _line(X: np.ndarray, sides: Sequence[Side]) -> Line:
    """A logistic line at the prior that the scores assume, over features within the range that they have."""
    labels = np.array([side.is_off for side in sides])
    weights = np.array([_MOVED if side.kind in {"random", "nearest"} else 1.0 for side in sides])
    low, high = np.quantile(X, [_EDGE, 1 - _EDGE], axis=0)
    X = np.clip(X, low, high)
    spread = X.std(axis=0)
    spread[spread < _STILL] = 1.0
    line = LogisticRegression(max_iter=3000).fit(X / spread, labels, sample_weight=at_prior(labels, weights))
    return Line(low, high, line.coef_[0] / spread, float(line.intercept_[0]))


def _generic(beside: Beside) -> Line:
    """The line that tells reactions from everything else, as likely as not before anything is known."""
    rows = [row for row in beside.rows if not row.labels[OFF_TOPIC]]
    X = np.stack([beside.meanings[row.text].whole for row in rows])
    line = LogisticRegression(max_iter=3000, C=_GENERIC_TRUST, class_weight="balanced")
    line.fit(X, [row.note == NEUTRAL for row in rows])
    return Line(X.min(axis=0), X.max(axis=0), line.coef_[0], float(line.intercept_[0]))
