"""How far a comment is from its article in meaning: the sentence member's head."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from scipy.special import expit

from moderation.classifier.cosines import Spread, products, soft_nearest
from moderation.classifier.meaning import Meaning
from moderation.classifier.profiles import LEAD, TITLE
from moderation.classifier.wordpieces import WordPieces

NEAR_FEATURES = (
    "meant_title",  # cosine to the title, to the lead, to the nearest part of the article
    "meant_lead",
    "meant_best",
    "meant_title_z",  # the same in standard deviations over the pool of other articles
    "meant_lead_z",
    "meant_best_z",
    "meant_sentence",  # the same of the comment's sentence that is nearest
    "meant_sentence_z",
    "meant_parent",  # cosine to the comment answered
    "has_parent",
    "meant_elsewhere",  # cosine to the nearest article of the pool
    "meant_margin",  # by how much the article's nearest part is nearer than that, and than the pool's five nearest
    "meant_margin_of_five",
    "meant_nearer",  # the share of the pool that is nearer
    "meant_margin_z",  # the margin in standard deviations over the pool
    "meant_apart",  # by how much the nearest part is nearer than all other articles of the site, taken together
    "others",  # logarithm of how many those are: the more there are, the less any article stands apart
    "meant_title_usual",  # the cosines to title and nearest part in standard deviations over comments on anything
    "meant_best_usual",
    "letters",  # logarithm of the comment's length
)
"""What the lines are learned over."""
ALONE_ONLY = (
    "meant_elsewhere",
    "meant_margin",
    "meant_margin_of_five",
    "meant_nearer",
    "meant_margin_z",
)
"""What counts only where the site's other articles are not known: strangers' articles say less than they do."""
AMONG_ONLY = ("meant_apart", "others")
"""What counts only where they are known."""
FEWEST_OTHERS = 3
"""Other articles of a site from which its comments are judged among them; fewer are only told of."""
GENERIC = 0.5
"""How likely a comment must be a reaction that fits anywhere to be called one."""
GENERIC_KEEPS = 0.3
"""What is left of OFF_TOPIC where a comment is called one: it is held nowhere, and still stands in its order."""
_FIVE = 5
_REMEMBERED = 64
"""Articles of which it is kept at hand how near comments usually are."""


@dataclass(frozen=True)
class Line:
    """A logistic line over features, each kept within ``low`` and ``high``: beyond that nothing is known."""

    low: np.ndarray
    high: np.ndarray
    weights: np.ndarray
    intercept: float

    def log_odds(self, X: np.ndarray) -> np.ndarray:
        """Log-odds of each row."""
        return np.asarray(np.clip(X, self.low, self.high) @ self.weights + self.intercept)


@dataclass(frozen=True, eq=False)
class Place:
    """Where a comment stands: the parts of its article, the comment it answers, the site's other articles by number.

    All are vectors of length one (rows × 384); no parent is None, no others are no rows. ``own`` is the place of its
    own article where that is among the others.
    """

    parts: np.ndarray
    parent: np.ndarray | None
    numbers: Sequence[int]
    others: np.ndarray
    own: int | None = None


@dataclass(frozen=True)
class Near:
    """A comment beside its article: ``NEAR_FEATURES``, and what they were told from.

    ``elsewhere`` is the number of the nearest among the site's other articles, with its cosine; ``is_among``
    says that they were enough to count in the features.
    """

    features: tuple[float, ...]
    nearness: float
    elsewhere: int | None = None
    elsewhere_nearness: float | None = None
    is_among: bool = False


@dataclass(frozen=True, eq=False)
class NearHead:
    """What was learned about meanings: the pieces that the network reads, what to compare with, and lines.

    The pool is other articles' leads, ``usual`` comments on anything, both in float16. ``among`` judges where the
    site's other articles are known, ``alone`` where they are not; ``generic`` tells reactions that fit anywhere from
    their vector.
    """

    pieces: WordPieces
    pool: np.ndarray
    usual: np.ndarray
    alone: Line
    among: Line
    generic: Line

    def near(self, comment: Meaning, place: Place) -> Near:
        """A comment beside its article and the other articles that are known."""
        return near(comment, place, self._background)

    def probabilities(self, X: np.ndarray, is_among: np.ndarray) -> np.ndarray:
        """How likely each comment is off topic, from ``NEAR_FEATURES`` (comments × features)."""
        return np.asarray(expit(np.where(is_among, self.among.log_odds(X), self.alone.log_odds(X))))

    def how_generic(self, comments: Sequence[Meaning]) -> np.ndarray:
        """How likely each comment is a reaction that fits under any article."""
        return np.asarray(expit(self.generic.log_odds(np.stack([each.whole for each in comments]))))

    def held_back(self, comments: Sequence[Meaning]) -> tuple[np.ndarray, np.ndarray]:
        """What is left of OFF_TOPIC for each comment, and whether it is called a reaction that fits anywhere."""
        generic = self.how_generic(comments)
        return 1 - (1 - GENERIC_KEEPS) * np.minimum(1.0, generic / GENERIC), generic >= GENERIC

    @cached_property
    def _background(self) -> Background:
        return Background(self.pool, self.usual)

    def __getstate__(self) -> dict[str, object]:
        return {name: value for name, value in self.__dict__.items() if name != "_background"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Raises TypeError for a head of an earlier version, which was learned over other features."""
        if len(state["among"].weights) != len(NEAR_FEATURES):
            raise TypeError
        self.__dict__.update(state)


class Background:
    """What a comment and its article are compared with: other articles (× 384), and comments on anything (× 384)."""

    def __init__(self, pool: np.ndarray, usual: np.ndarray) -> None:
        self.pool = pool.astype(np.float32)
        self._usual = usual.astype(np.float32)
        self._nearness = lru_cache(_REMEMBERED)(self._measured)

    def beside(self, pool: np.ndarray) -> Background:
        """The same comments, and other articles."""
        other = copy(self)
        other.pool = pool
        return other

    def usually(self, parts: np.ndarray) -> tuple[Spread, Spread]:
        """How near comments usually are to an article's title, and to its nearest part."""
        return self._nearness(parts.tobytes(), parts.shape[1])

    def _measured(self, parts: bytes, width: int) -> tuple[Spread, Spread]:
        cosines = np.frombuffer(parts, dtype=np.float32).reshape(-1, width) @ self._usual.T
        return Spread.of(cosines[TITLE]), Spread.of(cosines.max(axis=0))


def near(comment: Meaning, place: Place, background: Background) -> Near:
    """The same against any background."""
    parts, parent = place.parts, place.parent
    best = float((parts @ comment.whole).max())
    sentence = float((comment.sentences @ parts.T).max())
    others = _beside(comment, place.others)
    if place.own is not None:
        others = np.delete(others, place.own, axis=1)
    all_others = _beside(comment, background.pool)
    is_among = others.shape[1] >= FEWEST_OTHERS
    if is_among:
        all_others = np.concatenate([all_others, others], axis=1)
    cosines, nearest = all_others
    elsewhere = Spread.of(cosines)
    title, usual = background.usually(parts)
    features = (
        *_cosines(comment, parts, best, elsewhere),
        *(sentence, Spread.of(nearest).beyond(sentence)),
        *((0.0, 0.0) if parent is None else (float(parent @ comment.whole), 1.0)),
        *_margins(best, cosines, elsewhere),
        *((best - soft_nearest(others[0]), np.log1p(others.shape[1])) if is_among else (0.0, 0.0)),
        *(title.beyond(float(parts[TITLE] @ comment.whole)), usual.beyond(best)),
        np.log1p(comment.letters),
    )
    told = tuple(float(each) for each in features)
    if not others.shape[1]:
        return Near(told, best)
    at = int(others[0].argmax())
    number = place.numbers[at if place.own is None or at < place.own else at + 1]
    return Near(told, best, number, float(others[0, at]), is_among)


def _beside(comment: Meaning, articles: np.ndarray) -> np.ndarray:
    """Two rows, a column for each article: its cosine to the whole comment, and to the sentence that is nearest."""
    if len(comment.sentences) == 1:  # that is the whole
        whole = articles @ comment.whole
        return np.stack([whole, whole])
    cosines = products(np.concatenate([comment.whole[None], comment.sentences]), articles)
    return np.stack([cosines[0], cosines[1:].max(axis=0)])


def _cosines(comment: Meaning, parts: np.ndarray, best: float, elsewhere: Spread) -> tuple[float, ...]:
    """The cosines to title, lead and nearest part, then in standard deviations over the other articles."""
    near = (float(parts[TITLE] @ comment.whole), float(parts[LEAD] @ comment.whole), best)
    return (*near, *(elsewhere.beyond(each) for each in near))


def _margins(best: float, cosines: np.ndarray, elsewhere: Spread) -> tuple[float, ...]:
    """How near the nearest other articles are, by how much this one is nearer, and the share that is nearer still."""
    five = np.partition(cosines, -_FIVE)[-_FIVE:]
    most = float(five.max())
    nearer = np.count_nonzero(cosines > best) / len(cosines)
    return most, best - most, best - float(five.mean()), nearer, (best - most) / elsewhere.spread
