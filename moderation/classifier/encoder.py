"""The encoder: what a small transformer, which reads word pieces in their order, says of courtesy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from moderation.classifier.network import Network, on_every_core
from moderation.classifier.trunk import Below, Trunk
from moderation.classifier.wordpieces import Pieces
from moderation.domain.folding import Folded

MOST_WINDOWS = 32
"""Windows of a text that are read, some 20,000 characters of prose; what stands later only the fast member sees, and
the text is told of as not read whole. Of several windows the highest answer counts.
"""


@dataclass(frozen=True)
class Reading:
    """What the encoder says of a text: log-odds for each task, and for each piece those of each kind of mark."""

    log_odds: np.ndarray
    pieces: Pieces
    marks: np.ndarray


class Encoder:
    """A network on the trunk that was taught the courtesy attributes."""

    def __init__(self, network: bytes, trunk: Trunk) -> None:
        """Raises EncoderMissingError where ONNX Runtime is not installed."""
        self._network = Network(network)
        self._trunk = trunk

    def read(self, texts: Sequence[Folded]) -> list[Reading]:
        """What it says of each text, in order."""
        return [reading for reading, _ in self.read_with(texts, [0] * len(texts))]

    def read_with(self, texts: Sequence[Folded], windows: Sequence[int]) -> list[tuple[Reading, Below]]:
        """The same, and what the trunk read of so many first windows of each: another network may go on from there."""

        def read(asked: tuple[Folded, int]) -> tuple[Reading, Below]:
            text, kept = asked
            below = self._trunk.read(text.text, MOST_WINDOWS)
            return self._reading(below), below.first(kept)

        return on_every_core(read, list(zip(texts, windows, strict=True)))

    def _reading(self, below: Below) -> Reading:
        answers = [self._network.run(states) for states in below.windows]
        log_odds = np.max([tasks[0] for tasks, _ in answers], axis=0)
        return Reading(log_odds, below.pieces, np.concatenate([marks[0, 1:-1] for _, marks in answers]))
