"""The encoder: a small transformer that reads word pieces in their order, run by ONNX Runtime."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from moderation.classifier.network import Network, on_every_core
from moderation.classifier.wordpieces import Pieces, WordPieces
from moderation.domain.folding import Folded

WINDOW = 126
"""Pieces that are read at once; a longer text is read in several windows, and the highest answer counts."""
MOST_WINDOWS = 32
"""Windows of a text that are read, about 20,000 characters; what stands later only the fast member sees."""


@dataclass(frozen=True)
class Reading:
    """What the encoder says of a text: log-odds for each task, and for each piece those of each kind of mark."""

    log_odds: np.ndarray
    pieces: Pieces
    marks: np.ndarray


class Encoder:
    """A network in memory that was taught the courtesy attributes."""

    def __init__(self, network: bytes, pieces: WordPieces) -> None:
        """Raises EncoderMissingError where ONNX Runtime is not installed."""
        self._network = Network(network)
        self.pieces = pieces

    def read(self, texts: Sequence[Folded]) -> list[Reading]:
        """What it says of each text, in order."""
        return on_every_core(self._read, texts)

    def _read(self, text: Folded) -> Reading:
        pieces = self.pieces.pieces(text.text, WINDOW * MOST_WINDOWS)
        windows = [pieces.ids[begin : begin + WINDOW] for begin in range(0, len(pieces.ids), WINDOW)] or [[]]
        answers = [self._window(window) for window in windows]
        log_odds = np.max([tasks for tasks, _ in answers], axis=0)
        return Reading(log_odds, pieces, np.concatenate([marks for _, marks in answers]))

    def _window(self, ids: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
        tasks, marks = self._network.run([self.pieces.begin, *ids, self.pieces.end])
        return tasks[0], marks[0, 1:-1]
