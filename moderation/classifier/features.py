"""Turns plain words into hashed, weighted features: words and pairs of words, and pieces of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any, Self

import numpy as np
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils import murmurhash3_32

LONG = 40
"""Letters from which a word is not remembered: hardly any is met again, and together they could fill the memory."""
REMEMBERED = 50_000
"""Words whose columns are remembered, in some 20 MB: all but a few in a thousand that come are among them."""
_STRETCH = 4096
"""How much of an endless word is cut up at a time, so that its pieces never stand in memory together."""


class TextFeatures(TransformerMixin, BaseEstimator):
    """Words 1-2 and word pieces 2-5 of plain text, hashed without state, weighted by idf, each half of length one.

    Only the idf is learned, once, on the first training: warm retraining keeps it, so that old coefficients
    keep their meaning. Every column number is MurmurHash3 of the feature's own letters, as scikit-learn's
    HashingVectorizer gives it (``char_wb`` for pieces), but each word is cut and hashed once, not once a text.
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
        counts = np.zeros(self.width, dtype=np.int64)
        for text in X:
            counts[self._columns(text.split())] += 1
        self.idf_ = (np.log((1 + len(X)) / (1 + counts)) + 1).astype(np.float32)
        return self

    def transform(self, X: Sequence[str]) -> sparse.csr_matrix:
        """One row per text."""
        rows = [self._columns(text.split()) for text in X]
        return stacked(rows, [self._values(columns) for columns in rows], self.width)

    def added(self, words: Sequence[str], whole: sparse.csr_matrix, weights: np.ndarray) -> np.ndarray:
        """What each word of a single text adds to ``whole @ weights``, ``whole`` being the text's own row.

        A pair belongs half to each of its words; a feature that several words hold is shared evenly among them.
        """
        own = [self._of_word(word) for word in words]
        *begins, end = accumulate(map(len, own), initial=0)
        columns = np.concatenate([*own, np.array(self._pairs(words), dtype=np.int32)])
        place = np.searchsorted(whole.indices, columns)
        each = whole.data / np.bincount(place, minlength=whole.nnz)
        adding = weights[columns] * each[place][:, None]
        added, halves = np.add.reduceat(adding[:end], begins, axis=0), adding[end:] / 2
        added[:-1] += halves
        added[1:] += halves
        return np.asarray(added)

    def _columns(self, words: Sequence[str]) -> np.ndarray:
        """The columns of every feature that a text has, each once, in order; pieces stand to the right of words."""
        own = [self._of_word(word) for word in set(words)]
        columns = np.concatenate([np.array(self._pairs(words), dtype=np.int32), *own])
        columns.sort()
        first = np.ones(len(columns), dtype=bool)
        np.not_equal(columns[1:], columns[:-1], out=first[1:])
        return columns[first]

    def _of_word(self, word: str) -> np.ndarray:
        """The columns of one word: its own and those of its pieces, each once, in order."""
        ask = _cut if len(word) >= LONG else remembered
        return ask(word, self.word_bits, self.piece_bits, self.pieces)

    def _pairs(self, words: Sequence[str]) -> list[int]:
        """The columns of the pairs of words, in reading order."""
        mask = 2**self.word_bits - 1
        return [abs(murmurhash3_32(f"{first} {second}")) & mask for first, second in pairwise(words)]

    def _values(self, columns: np.ndarray) -> np.ndarray:
        """The weights of a row's columns, each half of length one."""
        values = self.idf_[columns]
        words = int(np.searchsorted(columns, 2**self.word_bits))
        return np.concatenate([_of_length_one(values[:words]), _of_length_one(values[words:])])


def _of_length_one(values: np.ndarray) -> np.ndarray:
    """The values as a vector of length one; nothing stays nothing."""
    return values / max(np.sqrt(values @ values), np.float32(1e-9))


def stacked(columns: Sequence[np.ndarray], values: Sequence[np.ndarray], width: int) -> sparse.csr_matrix:
    """Rows as one sparse matrix."""
    ends = np.array([*accumulate(map(len, columns), initial=0)], dtype=np.int32)
    nothing = np.zeros(0, dtype=np.int32)
    parts = (np.concatenate([*values, nothing.astype(np.float32)]), np.concatenate([*columns, nothing]), ends)
    return sparse.csr_matrix(parts, shape=(len(columns), width))


def _cut(word: str, word_bits: int, piece_bits: int, pieces: tuple[int, int]) -> np.ndarray:
    """The columns of one word, hashed afresh."""
    left, mask = 2**word_bits, 2**piece_bits - 1
    columns = {left + (abs(murmurhash3_32(piece)) & mask) for piece in _pieces(f" {word} ", pieces)}
    columns.add(abs(murmurhash3_32(word)) & (left - 1))
    found = np.array(sorted(columns), dtype=np.int32)
    found.flags.writeable = False
    return found


remembered = lru_cache(REMEMBERED)(_cut)
"""One memory for every thread and every model of this process: no model carries it into its file."""


def _pieces(padded: str, lengths: tuple[int, int]) -> Iterator[str]:
    """The pieces of a word between blanks, each once a stretch; a word shorter than a piece is its own piece."""
    shortest, longest = lengths
    for length in range(shortest, longest + 1):
        last = len(padded) - length
        if last <= 0:
            yield padded
            return
        for begin in range(0, last + 1, _STRETCH):
            end = min(begin + _STRETCH, last + 1)
            yield from {padded[place : place + length] for place in range(begin, end)}
