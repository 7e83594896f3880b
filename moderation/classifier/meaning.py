"""What texts are about, as directions in one space: a sentence encoder whose near vectors mean near topics."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from moderation.classifier.network import Network, on_every_core
from moderation.classifier.wordpieces import Pieces, WordPieces
from moderation.domain.folding import fold

WIDTH = 384
"""Numbers in a vector."""
_WINDOW = 126
_MOST_WINDOWS = 4
"""Windows of a text that are read: a comment's first 500 pieces, some 2,000 characters, tell what it is about."""
MOST_CHARACTERS = 20_480
"""Characters of a text that are looked at for those pieces: as many as the longest comment that we take has."""
SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")
_SHORTEST = 5
"""Pieces from which a sentence is compared by itself."""


@dataclass(frozen=True)
class Meaning:
    """Where a text stands: as a whole (a vector of length one) and each longer sentence (rows); and how long it is."""

    whole: np.ndarray
    sentences: np.ndarray
    letters: int


class SentenceEncoder:
    """A network that puts a text's pieces into the space; the mean of them is the text (Reimers and Gurevych 2019)."""

    def __init__(self, network: bytes, pieces: WordPieces) -> None:
        """Raises EncoderMissingError where ONNX Runtime is not installed."""
        self._network = Network(network)
        self.pieces = pieces

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        """A vector of length one for each text (texts × 384, float32)."""
        found = on_every_core(self.read, texts)
        return np.stack([each.whole for each in found]) if found else np.zeros((0, WIDTH), np.float32)

    def read(self, text: str) -> Meaning:
        """Where the text stands. A sentence is read among the others: its vector is the mean of its pieces there."""
        folded = fold(text[:MOST_CHARACTERS]).text
        pieces = self.pieces.pieces(folded, _WINDOW * _MOST_WINDOWS)
        windows = [self._window(begin, pieces) for begin in range(0, max(1, len(pieces.ids)), _WINDOW)]
        states = np.concatenate([each[1:-1] for each in windows])
        whole = unit(np.concatenate(windows).mean(axis=0))
        means = [states[first:last].mean(axis=0) for first, last in _sentences(folded, pieces)]
        return Meaning(whole, unit(np.stack(means)) if means else whole[None], len(folded))

    def _window(self, begin: int, pieces: Pieces) -> np.ndarray:
        ids = pieces.ids[begin : begin + _WINDOW]
        return self._network.run([self.pieces.begin, *ids, self.pieces.end])[0]


def _sentences(folded: str, pieces: Pieces) -> list[tuple[int, int]]:
    """The first and last (exclusive) piece of each sentence that is long enough, where there are several."""
    bounds = np.searchsorted(pieces.begins, [found.start() for found in SENTENCE.finditer(folded)])
    edges = [*bounds.tolist(), len(pieces.ids)]
    long = [(first, last) for first, last in pairwise(edges) if last - first >= _SHORTEST]
    return long if len(long) > 1 else []


def unit(vectors: np.ndarray) -> np.ndarray:
    """The vectors (the last dimension) at length one."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)
