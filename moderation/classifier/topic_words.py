"""Puts texts side by side: hashed stems weighted by how rare they are, and what those stems usually stand with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils import murmurhash3_32

TELLING = 4.0
"""The idf from which a stem says something about a topic (seen in less than one text of fifty)."""
_ENDING = re.compile(r"(?<=[a-z]{3})(?:ies|ied|y|ations?|ings?|ed|es|s|ly|e)$")


class TopicWords(TransformerMixin, BaseEstimator):
    """Stems of plain words as hashed, idf-weighted rows of length one, and as short dense rows of meaning.

    ``meanings_`` (stems × dimensions, float16) is learned by ``moderation.training.meanings``.
    """

    def __init__(self, bits: int = 16) -> None:
        self.bits = bits

    def fit(self, X: Sequence[str], y: Any = None) -> Self:
        """Learns how rare each stem is."""
        counts = np.bincount(self.hashed(X).indices, minlength=2**self.bits)
        self.idf_ = np.log((1 + len(X)) / (1 + counts)).astype(np.float32)
        return self

    def transform(self, X: Sequence[str]) -> sparse.csr_matrix:
        """One row per text, with logarithmic counts; a text without words is a row of zeros."""
        hashed = self.hashed(X)
        hashed.data = (1 + np.log(hashed.data)) * self.idf_[hashed.indices]
        row = np.repeat(np.arange(hashed.shape[0]), np.diff(hashed.indptr))
        lengths = np.sqrt(np.bincount(row, weights=hashed.data**2, minlength=hashed.shape[0]))
        hashed.data = (hashed.data / np.maximum(lengths, 1e-9)[row]).astype(np.float32)
        return hashed

    def meaning(self, rows: sparse.csr_matrix) -> np.ndarray:
        """The transformed rows in the dense space, each of length one; zeros where no stem is known."""
        used, place = np.unique(rows.indices, return_inverse=True)
        narrow = sparse.csr_matrix((rows.data, place, rows.indptr), shape=(rows.shape[0], len(used)))
        dense = np.asarray(narrow @ self.meanings_[used].astype(np.float32))
        lengths = np.sqrt((dense**2).sum(axis=1, keepdims=True))
        return np.asarray(dense / np.maximum(lengths, 1e-9))

    def rarity(self, words: Sequence[str]) -> np.ndarray:
        """How rare the stem of each word is, as the natural logarithm of one text in so many."""
        return np.asarray(self.idf_[self.hashed(words).indices]) if words else np.zeros(0, dtype=np.float32)

    def hashed(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """How often each text has each stem."""
        mask = 2**self.bits - 1
        rows = [
            sorted(Counter(abs(murmurhash3_32(stem)) & mask for stem in stems(text)).items())
            for text in texts
        ]
        counts = np.array([count for row in rows for _, count in row], dtype=np.float32)
        columns = np.array([column for row in rows for column, _ in row], dtype=np.int32)
        ends = np.cumsum([0, *map(len, rows)], dtype=np.int32)
        return sparse.csr_matrix((counts, columns, ends), shape=(len(rows), 2**self.bits))


def stems(plain_text: str) -> list[str]:
    """The words without their commonest English endings, as crude as two sides of a comparison allow."""
    return [_ENDING.sub("", word) for word in plain_text.split()]
