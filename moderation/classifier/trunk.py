"""The trunk: the lower layers of a transformer, which read a text once for every network that goes on from there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from moderation.classifier.network import Network
from moderation.classifier.wordpieces import Pieces, WordPieces

WINDOW = 126
"""Pieces that are read at once; a longer text is read in several windows."""


@dataclass(frozen=True)
class Below:
    """A folded text as the trunk read it: its pieces, and each window's states (pieces × 384, begin and end around)."""

    text: str
    pieces: Pieces
    windows: Sequence[np.ndarray]

    def first(self, windows: int) -> Below:
        """The same of so many windows at most."""
        return Below(self.text, self.pieces.first(WINDOW * windows), self.windows[:windows])


class Trunk:
    """A network in memory that brings the pieces of a text as far as its branches agree."""

    def __init__(self, network: bytes, pieces: WordPieces) -> None:
        """Raises EncoderMissingError where ONNX Runtime is not installed."""
        self.pieces = pieces
        self.digest = sha256(network).hexdigest()
        self._network = Network(network)

    def read(self, folded: str, most_windows: int) -> Below:
        """A folded text, in so many windows at most."""
        pieces = self.pieces.pieces(folded, WINDOW * most_windows)
        windows = [pieces.ids[begin : begin + WINDOW] for begin in range(0, len(pieces.ids), WINDOW)] or [[]]
        begin, end = self.pieces.begin, self.pieces.end
        return Below(folded, pieces, [self.states([begin, *ids, end]) for ids in windows])

    def states(self, ids: Sequence[int]) -> np.ndarray:
        """The states of one window (pieces × 384), begin and end among its pieces."""
        (states,) = self._network.run(np.array([ids], dtype=np.int64))
        return states
