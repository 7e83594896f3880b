"""The topic head: how far a comment is from its article and the comment it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy import sparse
from scipy.special import expit

from moderation.classifier.topic_words import TopicWords
from moderation.classifier.words import plain
from moderation.domain.folding import fold
from moderation.domain.scores import ArticleText

_CHUNK = 60
"""Words in a chunk of an article: about a paragraph."""
_MOST_CHUNKS = 50
"""Chunks that are looked at; what stands later in a long article is left out."""
_TELLING = 4.0
"""The idf from which a stem says something about a topic (seen in less than one text of fifty)."""
_TITLE, _LEAD, _WHOLE = 0, 1, 2
"""The first rows of an article's vectors; the rest are chunks."""

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
)
SAYS_ENOUGH = 3
"""Telling stems from which a comment can be off topic at all: "Well said, thank you" has none."""

Pair = tuple[str, ArticleText, str | None]
"""A comment in plain words, its article, and the comment it answers in plain words."""


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
        """How likely each comment is off topic; what says too little is scaled down in proportion."""
        measured = self.measured(comments)
        telling = np.expm1(measured[:, FEATURES.index("telling")])
        likely = expit(np.clip(measured, self.low, self.high) @ self.weights + self.intercept)
        return np.asarray(likely * np.minimum(1.0, telling / SAYS_ENOUGH))

    def measured(self, comments: Sequence[Pair]) -> np.ndarray:
        """The features of each comment, in the order of ``FEATURES``."""
        rows = self.words.transform([words for words, _, _ in comments])
        parents = self.words.transform([parent or "" for _, _, parent in comments])
        dense, parents_dense = self.words.meaning(rows), self.words.meaning(parents)
        elsewhere, elsewhere_dense = (rows @ self.pool.T).toarray(), dense @ self.pool_meaning.T
        answered = np.asarray(rows.multiply(parents).sum(axis=1)).ravel()
        answered_dense = (dense * parents_dense).sum(axis=1)
        measured = np.empty((len(comments), len(FEATURES)), dtype=np.float32)
        for at, (_, article, _) in enumerate(comments):
            vectors, meanings = article_vectors(self.words, article)
            row = rows[at]
            near, near_dense = (vectors @ row.T).toarray().ravel(), meanings @ dense[at]
            measured[at] = (
                *_z(near, elsewhere[at]),
                *_z(near_dense, elsewhere_dense[at]),
                *(near[_TITLE], near[_LEAD:].max(), answered[at]),
                *(near_dense[_TITLE], near_dense[_LEAD:].max(), answered_dense[at]),
                *(elsewhere[at].max(), elsewhere_dense[at].max()),
                *self._shared(row, vectors[_WHOLE], parents[at]),
            )
        return measured

    def _shared(
        self, row: sparse.csr_matrix, whole: sparse.csr_matrix, parent: sparse.csr_matrix
    ) -> tuple[float, float, float, float]:
        """What the comment shares with article and parent, and how much it says at all."""
        telling = self.words.idf_[row.indices] >= _TELLING
        shared = np.isin(row.indices, whole.indices) | np.isin(row.indices, parent.indices)
        return (
            float((row.data[shared] ** 2).sum()),
            float(np.log1p(telling.sum())),
            float((telling & shared).sum() / max(1, telling.sum())),
            float(np.log1p(row.nnz)),
        )


def _z(near: np.ndarray, elsewhere: np.ndarray) -> tuple[float, float]:
    """The cosines to the lead and to the nearest part, in standard deviations over the pool."""
    middle, spread = elsewhere.mean(), elsewhere.std() + 0.01
    return float((near[_LEAD] - middle) / spread), float((near[_LEAD:].max() - middle) / spread)


@lru_cache(maxsize=512)
def article_vectors(words: TopicWords, article: ArticleText) -> tuple[sparse.csr_matrix, np.ndarray]:
    """An article as rows in both spaces: title, lead, whole, chunks; remembered, as many comments share it."""
    title, body = plain(fold(article.title).text), plain(fold(article.text).text).split()
    body = body[: _CHUNK * _MOST_CHUNKS]
    chunks = [" ".join(body[begin : begin + _CHUNK]) for begin in range(0, len(body), _CHUNK)] or [title]
    rows = words.transform([title, f"{title} {chunks[0]}", f"{title} {' '.join(body)}", *chunks])
    return rows, words.meaning(rows)
