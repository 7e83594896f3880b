"""Puts texts side by side: hashed stems weighted by how rare they are, and what those stems usually stand with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Self

import numpy as np
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils import murmurhash3_32

from moderation.classifier.features import stacked

TELLING = 4.0
"""The idf from which a stem says something about a topic (seen in less than one text of fifty)."""
_ENDING = re.compile(r"(?<=[a-z]{3})(?:ies|ied|y|ations?|ings?|ed|es|s|ly|e)(?!\S)")


class TopicWords(TransformerMixin, BaseEstimator):
    """Stems of plain words as hashed, idf-weighted rows of length one, and as short dense rows of meaning.

    ``meanings_`` (stems × dimensions, float16) is learned by ``moderation.training.meanings``.
    """

    def __init__(self, bits: int = 16) -> None:
        self.bits = bits

    def fit(self, X: Sequence[str], y: Any = None) -> Self:
        """Learns how rare each stem is."""
        counts = np.bincount(np.concatenate([self._counts(text)[0] for text in X]), minlength=2**self.bits)
        self.idf_ = np.log((1 + len(X)) / (1 + counts)).astype(np.float32)
        return self

    def transform(self, X: Sequence[str]) -> sparse.csr_matrix:
        """One row per text, as ``weighed``."""
        rows = [self.weighed(text) for text in X]
        return stacked([columns for columns, _ in rows], [values for _, values in rows], 2**self.bits)

    def weighed(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """The columns of a text's stems, each once, in order, and their weights, with logarithmic counts."""
        columns, counts = self._counts(text)
        values = (1 + np.log(counts)) * self.idf_[columns]
        length = np.sqrt(np.square(values).sum(dtype=np.float64))
        return columns, (values / max(length, 1e-9)).astype(np.float32)

    def meaning(self, rows: sparse.csr_matrix) -> np.ndarray:
        """The transformed rows in the dense space, as ``meant``."""
        each = [slice(*ends) for ends in pairwise(rows.indptr)]
        return np.stack([self.meant(rows.indices[row], rows.data[row]) for row in each])

    def meant(self, columns: np.ndarray, values: np.ndarray) -> np.ndarray:
        """A weighed text in the dense space, of length one; zeros where no stem is known."""
        dense = (self.meanings_[columns].astype(np.float32) * values[:, None]).sum(axis=0)
        return np.asarray(dense / max(np.sqrt(np.square(dense).sum()), np.float32(1e-9)))

    def rarity(self, stemmed: Sequence[str]) -> np.ndarray:
        """How rare each stem is, as the natural logarithm of one text in so many."""
        return np.asarray(self.idf_[self.hashed(stemmed)])

    def hashed(self, stemmed: Sequence[str]) -> np.ndarray:
        """The column of each stem."""
        mask = 2**self.bits - 1
        return np.array([abs(murmurhash3_32(stem)) & mask for stem in stemmed], dtype=np.int32)

    def _counts(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """The columns of a text's stems, each once, in order, and how often it has each."""
        counts = Counter(self.hashed(stems(text)).tolist())
        columns = np.array(sorted(counts), dtype=np.int32)
        return columns, np.array([counts[column] for column in columns.tolist()], dtype=np.float32)


def stems(plain_text: str) -> list[str]:
    """The words without their commonest English endings, as crude as two sides of a comparison allow."""
    return _ENDING.sub("", plain_text).split()
