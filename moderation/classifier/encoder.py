"""The encoder: a small transformer that reads word pieces in their order, run by ONNX Runtime."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import numpy as np

from moderation.classifier.wordpieces import Pieces, WordPieces
from moderation.domain.folding import Folded

WINDOW = 126
"""Pieces that are read at once; a longer text is read in several windows, and the highest answer counts."""
MOST_WINDOWS = 32
"""Windows of a text that are read, about 20,000 characters; what stands later only the fast member sees."""


class EncoderMissingError(Exception):
    """The encoder cannot run here; the message says why."""


@dataclass(frozen=True)
class Reading:
    """What the encoder says of a text: log-odds for each task, and for each piece those of each kind of mark."""

    log_odds: np.ndarray
    pieces: Pieces
    marks: np.ndarray


class Encoder:
    """A network in memory. Texts are read one by one: in int8 a batch would change each other's last digits."""

    def __init__(self, network: bytes, pieces: WordPieces) -> None:
        """Raises EncoderMissingError where ONNX Runtime is not installed."""
        if find_spec("onnxruntime") is None:
            raise EncoderMissingError("onnxruntime is not installed")
        self._network = network
        self._pieces = pieces
        self._process = 0
        self._session: Any = None

    def read(self, texts: Sequence[Folded]) -> list[Reading]:
        """What it says of each text, in order; several texts on as many threads as there are cores."""
        cores = min(_cores(), len(texts))
        if cores <= 1:
            return [self._read(text) for text in texts]
        with ThreadPoolExecutor(cores, thread_name_prefix="reading") as pool:
            return list(pool.map(self._read, texts))

    def _read(self, text: Folded) -> Reading:
        pieces = self._pieces.pieces(text.text, WINDOW * MOST_WINDOWS)
        windows = [pieces.ids[begin : begin + WINDOW] for begin in range(0, len(pieces.ids), WINDOW)] or [[]]
        answers = [self._window(window) for window in windows]
        log_odds = np.max([tasks for tasks, _ in answers], axis=0)
        return Reading(log_odds, pieces, np.concatenate([marks for _, marks in answers]))

    def _window(self, ids: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
        asked = np.array([[self._pieces.begin, *ids, self._pieces.end]], dtype=np.int64)
        tasks, marks = self._own_session().run(None, {"ids": asked})
        return tasks[0], marks[0, 1:-1]

    def _own_session(self) -> Any:
        """This process's session, made when first asked: one made before a fork hangs the child at its end."""
        if self._process != os.getpid():
            self._session, self._process = _session(self._network), os.getpid()
        return self._session


def _session(network: bytes) -> Any:
    """ONNX Runtime on the network, with no threads of its own: the caller's are enough."""
    import onnxruntime  # noqa: PLC0415 - never before a fork: even its import leaves what ends the child badly

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])


def _cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
