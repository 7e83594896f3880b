"""Fits the topic head: comments under their own article against the same comments under another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from sklearn.linear_model import LogisticRegression

from moderation.classifier.topic import FEATURES, Pair, TopicHead
from moderation.classifier.topic_words import TopicWords
from moderation.classifier.words import plain
from moderation.domain.folding import fold
from moderation.domain.scores import ArticleText
from moderation.training.rows import Row, share_of

OFF_TOPIC_PRIOR = 0.05
"""The share of off-topic comments that the scores assume; nothing we may train on tells it."""
_NEAR = 10
"""Every fourth foreign article is one of this many nearest to the comment's own: the hard cases."""
_EDGE = 0.005
"""The share of rows at either end of a feature that is clipped, so that no article is too long to be understood."""
_STILL = 1e-3
"""The spread under which a feature says the same of every row and is left as it is."""
_WITH_BODIES = frozenset({"own", "topic"})
"""Sources whose articles are whole: our own."""
_BODIES = 3
"""Comments in a body: none, or 2, 4 or 6 times this many, so that the head meets articles of every length."""


def fit_topic(words: TopicWords, pool: Sequence[ArticleText], on_topic: Sequence[Row]) -> TopicHead:
    """The head learned from ``on_topic`` rows; ``pool`` is other articles, under which none of them was written."""
    pool_rows = words.transform([_article_words(each) for each in pool])
    nothing = np.zeros(len(FEATURES))
    unfitted = TopicHead(words, pool_rows, words.meaning(pool_rows), nothing, nothing, nothing, 0.0)
    pairs, labels, weights = with_foreign(words, with_bodies(on_topic))
    measured = unfitted.measured(pairs)
    low, high = np.quantile(measured, [_EDGE, 1 - _EDGE], axis=0)
    measured = np.clip(measured, low, high)
    spread = measured.std(axis=0)
    spread[spread < _STILL] = 1.0
    line = LogisticRegression(max_iter=1000).fit(
        measured / spread, labels, sample_weight=at_prior(labels, weights)
    )
    return replace(
        unfitted, low=low, high=high, weights=line.coef_[0] / spread, intercept=float(line.intercept_[0])
    )


def with_bodies(rows: Sequence[Row]) -> list[Row]:
    """The rows under articles with bodies; where a corpus has titles only, other comments' words stand in for one.

    A comment never stands in its own article: each half of an article's comments makes the other half's body.
    """
    halves: dict[tuple[str, bool], list[Row]] = defaultdict(list)
    for row in rows:
        halves[row.group, share_of(row.text) < 0.5].append(row)
    return [
        _with_body(row, halves[row.group, share_of(row.text) >= 0.5])
        if row.source not in _WITH_BODIES
        else row
        for row in rows
    ]


def with_foreign(words: TopicWords, rows: Sequence[Row]) -> tuple[list[Pair], np.ndarray, np.ndarray]:
    """Each comment under its own article (label 0) and under another (label 1), with the rows' weights.

    The parent comes with the article it belongs to. Rows labelled off topic by somebody stay as they are.
    """
    chance = np.random.default_rng(20261122)
    pairs: list[Pair] = []
    labels, weights = [], []
    for row, other in _foreign(words, [row for row in rows if row.article], chance):
        off_topic = row.labels["OFF_TOPIC"]
        sides = [(row, off_topic)] if off_topic or other is None else [(row, 0.0), (other, 1.0)]
        for side, label in sides:
            if side.article:
                parent = side.parent if chance.random() < 0.5 else None
                pairs.append((_plain(row.text), side.article, _plain(parent) if parent else None))
                labels.append(label)
                weights.append(row.weight)
    return pairs, np.array(labels), np.array(weights)


def at_prior(labels: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The weights scaled so that off-topic rows have the share that the scores assume."""
    off = labels == 1
    scaled = weights.astype(float).copy()
    scaled[off] *= OFF_TOPIC_PRIOR * len(labels) / weights[off].sum()
    scaled[~off] *= (1 - OFF_TOPIC_PRIOR) * len(labels) / weights[~off].sum()
    return scaled


def _with_body(row: Row, others: Sequence[Row]) -> Row:
    """The row with some of the others' words added to its article's text; how many depends on the title alone."""
    if row.article is None:
        return row
    wanted = _BODIES * 2 * int(4 * share_of(f"body of {row.group}"))
    texts = [other.text for other in others[:wanted]]
    return replace(row, article=ArticleText(row.article.title, "\n".join([row.article.text, *texts]).strip()))


def _foreign(
    words: TopicWords, rows: Sequence[Row], chance: np.random.Generator
) -> Iterator[tuple[Row, Row | None]]:
    """Each row with one from another article: mostly any other, sometimes one of the nearest."""
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(row.group, row)
    groups = list(first)
    vectors = words.transform([_article_words(row.article) for row in first.values() if row.article])
    near_to = np.argsort(-(vectors @ vectors.T).toarray(), axis=1)
    for row in rows:
        if len(groups) == 1:
            yield row, None
            continue
        own = groups.index(row.group)
        others = [other for other in near_to[own] if other != own]
        among = others[:_NEAR] if chance.random() < 0.25 else others
        yield row, first[groups[int(chance.choice(among))]]


def _article_words(article: ArticleText) -> str:
    return _plain(f"{article.title} {article.text}")


def _plain(text: str) -> str:
    return plain(fold(text).text)
