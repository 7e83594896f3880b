"""Fits the head over meanings: comments under their own article against the same comments under another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.special import logit
from sklearn.linear_model import LogisticRegression

from moderation.classifier.nearness import (
    ALONE_ONLY,
    AMONG_ONLY,
    NEAR_FEATURES,
    Background,
    Line,
    NearHead,
)
from moderation.classifier.off_topic import near_features
from moderation.classifier.profiles import Profiler
from moderation.classifier.wordpieces import WordPieces
from moderation.domain.attributes import OFF_TOPIC
from moderation.domain.scores import ArticleText
from moderation.training.beside import Beside, Side
from moderation.training.fit_topic import at_prior
from moderation.training.rows import Row, share_of

HOLD_ON_TOPIC = {"alone": 0.016, "among": 0.006}
"""The share of comments under their own article that OFF_TOPIC holds where it holds most, while it is levelled: on a
small site that it has not seen it holds more than that where it knows the site's articles.
"""
_EDGE = 0.005
"""The share of rows at either end of a feature that is clipped."""
_STILL = 1e-3
"""The spread under which a feature says the same of every row and is left as it is."""
_WEIGHTS = {"random": 0.9, "nearest": 0.1}
"""What a comment weighs under another article: it stands under two, and most strays are about something else."""
_USUAL = 400
"""Comments, each of another article, that tell how near comments usually are to an article."""
_PARENTS = 0.5
"""The share of replies that come with what they answer."""
_STRANGERS = (0, 0, 100, 1000)
"""How many other articles a comment's site has beside those of its source: sites are small and large, sources small."""
_TRUST = {"alone": 1.0, "among": 0.03}
"""How far the weights may go (scikit-learn's C): what fits our debates closely fits other sites less."""
_LEFT_OUT = {"alone": AMONG_ONLY, "among": ALONE_ONLY}
_ARGUMENTS = "convarg"
"""Arguments about ten questions, no comments; the other titles ask the same, so none of them stands apart."""
_GENERIC_TRUST = 10.0
NEUTRAL = "neutral"
"""The note of our own rows that are reactions which fit anywhere."""


def fit_near(
    profiler: Profiler, pieces: WordPieces, rows: Sequence[Row], titles: Sequence[str] = ()
) -> NearHead:
    """The head learned from ``rows``, which stand under articles of several sources; ``titles`` are other articles'."""
    beside = Beside(profiler, [*rows, *_under_bare_titles(rows)])
    chance = np.random.default_rng(20261124)
    sides = [_some_parents(side, chance) for side in beside.sides(chance)]
    pool, groups = _pool(beside)
    usual = _usual(beside, chance)
    background = Background(pool, usual)
    strangers = strangers_of(profiler, titles)
    crowds = [strangers[: int(count)] for count in chance.choice(_STRANGERS, len(sides))]
    alone, among = (
        _line(
            features_of(beside, sides, background, among=knows == "among", groups=groups, crowds=crowds),
            sides,
            knows,
        )
        for knows in ("alone", "among")
    )
    return NearHead(pieces, pool.astype(np.float16), usual.astype(np.float16), alone, among, _generic(beside))


def strangers_of(profiler: Profiler, titles: Sequence[str]) -> np.ndarray:
    """Where some of these titles stand: what else may be on a site (titles × 384)."""
    return profiler.encoder.vectors(sorted(dict.fromkeys(titles), key=share_of)[: max(_STRANGERS)])


def levelled(
    head: NearHead, profiler: Profiler, rows: Sequence[Row], titles: Sequence[str] = ()
) -> tuple[NearHead, float]:
    """The head whose two lines reach one threshold as often as they should, and that threshold.

    It holds ``HOLD_ON_TOPIC`` of the comments under their own article of whichever source it holds most of, debates
    under bare titles being one more, and each of them on a site with ``titles`` beside its own articles; nothing was
    learned from these ``rows``.
    """
    beside = Beside(profiler, [*rows, *_under_bare_titles(rows)])
    at_home = (each for each in beside.sides(np.random.default_rng(20261125)) if each.kind == "own")
    sides = [each for each in at_home if each.row.source != _ARGUMENTS]
    left, _ = head.held_back([beside.meanings[side.row.text] for side in sides])
    background, strangers = Background(head.pool, head.usual), strangers_of(profiler, titles)
    edges: dict[str, float] = {}
    for knows, crowd in (("alone", strangers[:0]), ("among", strangers[:0]), ("among", strangers)):
        among = knows == "among"
        X = features_of(beside, sides, background, among=among, crowds=[crowd] * len(sides))
        scored = head.probabilities(X, np.full(len(sides), among)) * left
        by_source: dict[str, list[float]] = defaultdict(list)
        for side, score in zip(sides, scored, strict=True):
            by_source[side.row.source].append(score)
        edge = max(float(np.quantile(each, 1 - HOLD_ON_TOPIC[knows])) for each in by_source.values())
        edges[knows] = max(edge, edges.get(knows, edge))
    shift = logit(edges["among"]) - logit(edges["alone"])
    alone = replace(head.alone, intercept=head.alone.intercept + float(shift))
    return replace(head, alone=alone), edges["among"]


def features_of(
    beside: Beside,
    sides: Sequence[Side],
    background: Background,
    *,
    among: bool,
    groups: Sequence[str] = (),
    crowds: Sequence[np.ndarray] = (),
) -> np.ndarray:
    """``NEAR_FEATURES`` of each side (sides × features).

    Where ``groups`` names the articles of the pool, the comment's own and the one it is under are left out of it.
    ``crowds`` are the leads that stand on each side's site beside its source's articles.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for at, group in enumerate(groups):
        places[group].append(at)

    def behind(side: Side) -> Background:
        if not groups:
            return background
        under = beside.articles[side.row.source].groups[side.article]
        left_out = [at for group in {under, side.row.group} for at in places[group]]
        return background.beside(np.delete(background.pool, left_out, axis=0))

    crowded = zip(sides, crowds or [background.pool[:0]] * len(sides), strict=True)
    return near_features(
        [beside.near(side, behind(side), among=among, strangers=crowd) for side, crowd in crowded]
    )


def _pool(beside: Beside) -> tuple[np.ndarray, list[str]]:
    """The leads of all articles that were read, each once, and their groups."""
    found = [each for source, each in beside.articles.items() if not source.endswith(_BARE)]
    return np.vstack([each.leads for each in found]), [name for each in found for name in each.groups]


def _usual(beside: Beside, chance: np.random.Generator) -> np.ndarray:
    """Comments on anything: one of each article, of some articles."""
    first = {row.group: row.text for row in beside.rows if not row.labels[OFF_TOPIC]}
    texts = list(first.values())
    chosen = chance.choice(len(texts), min(_USUAL, len(texts)), replace=False)
    return np.stack([beside.meanings[texts[at]].whole for at in chosen])


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


def _line(X: np.ndarray, sides: Sequence[Side], knows: str) -> Line:
    """A logistic line at the prior that the scores assume, over features within the range that they have.

    What is of no use where the site's others are (not) known weighs nothing.
    """
    X = np.where(np.isin(NEAR_FEATURES, _LEFT_OUT[knows]), 0.0, X)
    labels = np.array([side.is_off for side in sides])
    weights = np.array([_WEIGHTS.get(side.kind, 1.0) for side in sides])
    low, high = np.quantile(X, [_EDGE, 1 - _EDGE], axis=0)
    X = np.clip(X, low, high)
    spread = X.std(axis=0)
    spread[spread < _STILL] = 1.0
    line = LogisticRegression(max_iter=3000, C=_TRUST[knows]).fit(
        X / spread, labels, sample_weight=at_prior(labels, weights)
    )
    return Line(low, high, line.coef_[0] / spread, float(line.intercept_[0]))


def _generic(beside: Beside) -> Line:
    """The line that tells reactions from everything else, as likely as not before anything is known."""
    rows = [row for row in beside.rows if not row.labels[OFF_TOPIC]]
    X = np.stack([beside.meanings[row.text].whole for row in rows])
    line = LogisticRegression(max_iter=3000, C=_GENERIC_TRUST, class_weight="balanced")
    line.fit(X, [row.note == NEUTRAL for row in rows])
    return Line(X.min(axis=0), X.max(axis=0), line.coef_[0], float(line.intercept_[0]))
