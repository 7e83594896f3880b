"""Turns plain words into hashed, weighted features: words and pairs of words, and pieces of words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Self

import numpy as np
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import HashingVectorizer


class TextFeatures(TransformerMixin, BaseEstimator):
    """Words 1-2 and word pieces 2-5 of plain text, hashed without state, weighted by idf, each half of length one.

    Only the idf is learned, once, on the first training: warm retraining keeps it, so that old coefficients
    keep their meaning.
    """

    def __init__(self, word_bits: int = 18, piece_bits: int = 18, pieces: tuple[int, int] = (2, 5)) -> None:
        self.word_bits = word_bits
        self.piece_bits = piece_bits
        self.pieces = pieces

    @property
    def width(self) -> int:
        """How many columns ``transform`` gives."""
        return int(2**self.word_bits + 2**self.piece_bits)

    def fit(self, X: Sequence[str], y: Any = None) -> Self:
        """Learns how rare each feature is (smoothed idf, as TfidfTransformer's)."""
        counts = sum(
            np.bincount(self._hashed(X[begin : begin + 4096]).indices, minlength=self.width)
            for begin in range(0, len(X), 4096)
        )
        self.idf_ = (np.log((1 + len(X)) / (1 + counts)) + 1).astype(np.float32)
        return self

    def transform(self, X: Sequence[str]) -> sparse.csr_matrix:
        """One row per text."""
        hashed = self._hashed(X)
        hashed.data = self.idf_[hashed.indices]
        scale = _lengths(hashed, 2**self.word_bits)
        hashed.data /= scale
        return hashed

    def shares(self, words: Sequence[str], whole: sparse.csr_matrix) -> sparse.csr_matrix:
        """One row per word of a single text: what it holds of ``whole``, the text's own row; they add up to it.

        A pair belongs half to each of its words; a feature that several words hold is shared evenly among them.
        """
        pairs = (
            self._widened(self._words((2, 2)).transform([f"{a} {b}" for a, b in pairwise(words)] or [""])) / 2
        )
        held = self._hashed(words)
        if len(words) > 1:
            nobody = sparse.csr_matrix((1, self.width), dtype=np.float32)
            held = (held + sparse.vstack([pairs, nobody]) + sparse.vstack([nobody, pairs])).tocsr()
        place = np.searchsorted(whole.indices, held.indices)
        holders = np.bincount(place, weights=held.data, minlength=whole.nnz)
        held.data = (held.data * whole.data[place] / holders[place]).astype(np.float32)
        return held

    def _widened(self, words: sparse.csr_matrix) -> sparse.csr_matrix:
        """Word features as columns of the whole."""
        return sparse.csr_matrix(
            (words.data, words.indices, words.indptr), shape=(words.shape[0], self.width)
        )

    def _hashed(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """Which features each text has; pieces stand to the right of words."""
        return sparse.hstack([self._words().transform(texts), self._pieces().transform(texts)], format="csr")

    def _words(self, lengths: tuple[int, int] = (1, 2)) -> HashingVectorizer:
        return HashingVectorizer(
            n_features=2**self.word_bits, ngram_range=lengths, token_pattern=r"\S+", **_PLAIN
        )

    def _pieces(self) -> HashingVectorizer:
        return HashingVectorizer(
            n_features=2**self.piece_bits, analyzer="char_wb", ngram_range=self.pieces, **_PLAIN
        )


_PLAIN: dict[str, Any] = {
    "lowercase": False,
    "norm": None,
    "binary": True,
    "alternate_sign": False,
    "dtype": np.float32,
}


def _lengths(hashed: sparse.csr_matrix, words: int) -> np.ndarray:
    """For each value, the length of its half of its row: words left of column ``words``, pieces right."""
    row = np.repeat(np.arange(hashed.shape[0]), np.diff(hashed.indptr))
    half = 2 * row + (hashed.indices >= words)
    squares = np.bincount(half, weights=hashed.data**2, minlength=2 * hashed.shape[0])
    return np.sqrt(squares).astype(np.float32)[half]
