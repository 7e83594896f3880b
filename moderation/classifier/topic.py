"""The topic head: how far a comment is from its article and the comment it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import numpy as np
from scipy import sparse
from scipy.special import expit

from moderation.classifier.topic_words import TELLING, TopicWords
from moderation.classifier.words import plain
from moderation.domain.folding import fold
from moderation.domain.scores import ArticleText

_CHUNK = 60
"""Words in a chunk of an article: about a paragraph."""
_MOST_CHUNKS = 50
"""Chunks that are looked at; what stands later in a long article is left out."""
_READ_CHARACTERS = 60_000
"""Characters in which their words are looked for: words of twenty letters each are none."""
_TITLE, _LEAD = 0, 1
"""The first rows of an article's vectors; then come the whole, and the chunks."""

FEATURES = (
    "lead_z",  # cosine to title and first chunk, in standard deviations over the pool of other articles
    "nearest_z",  # the same for whichever of lead, whole and chunks is nearest
    "lead_meaning_z",  # the same two in the dense space
    "nearest_meaning_z",
    "title",  # plain cosines: to the title, to the nearest part, to the comment answered
    "nearest",
    "parent",
    "title_meaning",  # the same three in the dense space
    "nearest_meaning",
    "parent_meaning",
    "elsewhere",  # cosine to the nearest article of the pool, in both spaces
    "elsewhere_meaning",
    "shared",  # share of the comment's weight on stems that article or parent have
    "telling",  # logarithm of the number of telling stems
    "telling_shared",  # share of them that article or parent have
    "length",  # logarithm of the number of stems
    "article_length",  # the same of the article
)
SAYS_ENOUGH = 6
"""Telling stems from which a comment can be off topic at all: "Well said, thank you" has none."""
ARTICLE_SAYS_ENOUGH = 20
"""Stems from which an article can be strayed from: many honest comments share no word with a title."""

Pair = tuple[str, ArticleText, str | None]
"""A comment in plain words, its article, and the comment it answers in plain words."""


@dataclass(frozen=True)
class _Comment:
    """A comment: its stems in order, their weights, and its place in the dense space."""

    stems: np.ndarray
    weights: np.ndarray
    meaning: np.ndarray


@dataclass(frozen=True)
class _Rows:
    """Texts over no more than the stems that one of them has, in order; after those stands one that no text has."""

    stems: np.ndarray
    weights: sparse.csr_matrix

    @classmethod
    def of(cls, rows: sparse.csr_matrix) -> _Rows:
        """The same rows, narrower."""
        has, place = np.unique(rows.indices, return_inverse=True)
        shape = (rows.shape[0], len(has) + 1)
        return cls(np.append(has, rows.shape[1]), sparse.csr_matrix((rows.data, place, rows.indptr), shape))

    def beside(self, comment: _Comment) -> tuple[np.ndarray, np.ndarray]:
        """The cosine of each to a comment, and which of the comment's stems they have."""
        place = np.searchsorted(self.stems, comment.stems)
        has = self.stems[place] == comment.stems
        spread = np.zeros(len(self.stems), dtype=np.float32)
        spread[place[has]] = comment.weights[has]
        return self.weights @ spread, has


@dataclass(frozen=True)
class _Vectors:
    """An article as rows in both spaces (title, lead, whole, chunks); a parent is one row."""

    rows: _Rows
    meanings: np.ndarray


@dataclass(frozen=True, eq=False)
class TopicHead:
    """What was learned about topics: the words, a pool of background articles in both spaces, and a logistic line.

    Features are kept within ``low`` and ``high``, the range that was learned from; beyond it nothing is known.
    """

    words: TopicWords
    pool: sparse.csr_matrix
    pool_meaning: np.ndarray
    low: np.ndarray
    high: np.ndarray
    weights: np.ndarray
    intercept: float

    def probabilities(self, comments: Sequence[Pair]) -> np.ndarray:
        """How likely each comment is off topic; scaled down where it or its article says too little."""
        measured = self.measured(comments)
        telling = np.expm1(measured[:, FEATURES.index("telling")]) / SAYS_ENOUGH
        told = np.expm1(measured[:, FEATURES.index("article_length")]) / ARTICLE_SAYS_ENOUGH
        likely = expit(np.clip(measured, self.low, self.high) @ self.weights + self.intercept)
        return np.asarray(likely * np.minimum(1.0, telling) * np.minimum(1.0, told))

    def measured(self, comments: Sequence[Pair]) -> np.ndarray:
        """The features of each comment, in the order of ``FEATURES``."""
        here = cache(vectors_of.__wrapped__)
        measured = np.empty((len(comments), len(FEATURES)), dtype=np.float32)
        for at, (words, article, parent) in enumerate(comments):
            stems, weights = self.words.weighed(words)
            comment = _Comment(stems, weights, self.words.meant(stems, weights))
            vectors = here if article.is_fleeting else vectors_of
            answered = vectors(self.words, parent) if parent else None
            measured[at] = self._measured(comment, vectors(self.words, article.by_itself()), answered)
        return measured

    def _measured(self, comment: _Comment, article: _Vectors, parent: _Vectors | None) -> tuple[float, ...]:
        """The features of one comment."""
        near, shared = article.rows.beside(comment)
        elsewhere, _ = self._background.beside(comment)
        near_meaning = article.meanings @ comment.meaning
        elsewhere_meaning = self.pool_meaning @ comment.meaning
        answered = answered_meaning = 0.0
        if parent:
            (answered,), also_shared = parent.rows.beside(comment)
            (answered_meaning,) = parent.meanings @ comment.meaning
            shared |= also_shared
        telling = self.words.idf_[comment.stems] >= TELLING
        tell = int(np.count_nonzero(telling))
        return (
            *_z(near, elsewhere),
            *_z(near_meaning, elsewhere_meaning),
            *(near[_TITLE], near[_LEAD:].max(), answered),
            *(near_meaning[_TITLE], near_meaning[_LEAD:].max(), answered_meaning),
            *(elsewhere.max(), elsewhere_meaning.max()),
            (comment.weights[shared] ** 2).sum(),
            np.log1p(tell),
            np.count_nonzero(telling & shared) / max(1, tell),
            np.log1p(len(comment.stems)),
            np.log1p(len(article.rows.stems) - 1),
        )

    @cached_property
    def _background(self) -> _Rows:
        return _Rows.of(self.pool)

    def __getstate__(self) -> dict[str, object]:
        return {name: value for name, value in self.__dict__.items() if name != "_background"}


def _z(near: np.ndarray, elsewhere: np.ndarray) -> tuple[float, float]:
    """The cosines to the lead and to the nearest part, in standard deviations over the pool."""
    middle = elsewhere.sum() / len(elsewhere)
    spread = np.sqrt(np.square(elsewhere - middle).sum() / len(elsewhere)) + 0.01
    return float((near[_LEAD] - middle) / spread), float((near[_LEAD:].max() - middle) / spread)


@lru_cache(maxsize=128)
def vectors_of(words: TopicWords, written: ArticleText | str) -> _Vectors:
    """What an article, or the plain words of a parent, is compared by; remembered, as many comments share one."""
    if isinstance(written, str):
        rows = words.transform([written[:_READ_CHARACTERS]])
    else:
        title, told = (plain(fold(each[:_READ_CHARACTERS]).text) for each in (written.title, written.text))
        body = told.split()[: _CHUNK * _MOST_CHUNKS]
        chunks = [" ".join(body[begin : begin + _CHUNK]) for begin in range(0, len(body), _CHUNK)] or [title]
        rows = words.transform([title, f"{title} {chunks[0]}", f"{title} {' '.join(body)}", *chunks])
    return _Vectors(_Rows.of(rows), words.meaning(rows))
