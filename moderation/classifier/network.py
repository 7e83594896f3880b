"""A network in memory, run by ONNX Runtime: one text in, arrays out."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from typing import Any, TypeVar

import numpy as np

from moderation.classifier.cores import spread, usable

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


class EncoderMissingError(Exception):
    """A network cannot run here; the message says why."""


class Network:
    """One network. It reads texts one by one: in int8 a batch would change each other's last digits."""

    def __init__(self, network: bytes) -> None:
        """Raises EncoderMissingError where ONNX Runtime is not installed."""
        if find_spec("onnxruntime") is None:
            raise EncoderMissingError("onnxruntime is not installed")
        self._network = network
        self._process = 0
        self._session: Any = None

    def run(self, given: np.ndarray) -> list[np.ndarray]:
        """The network's outputs for one text, given as its one input asks for it."""
        session = self._own_session()
        answer: list[np.ndarray] = session.run(None, {session.get_inputs()[0].name: given})
        return answer

    def _own_session(self) -> Any:
        """This process's session, made when first asked: one made before a fork hangs the child at its end."""
        if self._process != os.getpid():
            self._session, self._process = _session(self._network), os.getpid()
        return self._session


def on_every_core(read: Callable[[Asked], Answer], texts: Sequence[Asked]) -> list[Answer]:
    """What ``read`` says of each text, in order; several texts on as many threads as there are cores."""
    cores = min(len(usable()), len(texts))
    if cores <= 1:
        return [read(text) for text in texts]
    with ThreadPoolExecutor(cores, thread_name_prefix="reading", initializer=spread) as pool:
        return list(pool.map(read, texts))


def _session(network: bytes) -> Any:
    """ONNX Runtime on the network, with no threads of its own: the caller's are enough."""
    import onnxruntime  # noqa: PLC0415 - never before a fork: even its import leaves what ends the child badly

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
