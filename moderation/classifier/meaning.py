"""What texts are about, as directions in one space: a sentence encoder whose near vectors mean near topics."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from moderation.classifier.network import Network, on_every_core
from moderation.classifier.trunk import Below, Trunk
from moderation.domain.folding import fold

WIDTH = 384
"""Numbers in a vector."""
MOST_WINDOWS = 4
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
    """A network on the trunk that puts pieces into the space; their mean is the text (Reimers and Gurevych 2019)."""

    def __init__(self, network: bytes, trunk: Trunk) -> None:
        """Raises EncoderMissingError where ONNX Runtime is not installed."""
        self._network = Network(network)
        self._trunk = trunk

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        """A vector of length one for each text (texts × 384, float32)."""
        found = on_every_core(self.read, texts)
        return np.stack([each.whole for each in found]) if found else np.zeros((0, WIDTH), np.float32)

    def read(self, text: str, below: Below | None = None) -> Meaning:
        """Where the text stands; ``below`` is what the trunk has read of it already, if it has.

        A sentence is read among the others: its vector is the mean of its pieces there.
        """
        if below is None or len(text) > MOST_CHARACTERS:
            below = self._trunk.read(fold(text[:MOST_CHARACTERS]).text, MOST_WINDOWS)
        windows = [self._network.run(states)[0] for states in below.windows]
        states = np.concatenate([each[1:-1] for each in windows])
        whole = unit(np.concatenate(windows).mean(axis=0))
        means = [states[first:last].mean(axis=0) for first, last in _sentences(below)]
        return Meaning(whole, unit(np.stack(means)) if means else whole[None], len(below.text))


def _sentences(below: Below) -> list[tuple[int, int]]:
    """The first and last (exclusive) piece of each sentence that is long enough, where there are several."""
    starts = [found.start() for found in SENTENCE.finditer(below.text)]
    edges = [*np.searchsorted(below.pieces.begins, starts).tolist(), len(below.pieces.ids)]
    long = [(first, last) for first, last in pairwise(edges) if last - first >= _SHORTEST]
    return long if len(long) > 1 else []


def unit(vectors: np.ndarray) -> np.ndarray:
    """The vectors (the last dimension) at length one."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)
