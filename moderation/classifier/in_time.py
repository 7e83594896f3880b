"""Runs calls on a few threads and gives up on those that are late."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar
from weakref import WeakMethod

Answer = TypeVar("Answer")


class LateError(Exception):
    """The call took longer than it may, every thread is stuck in calls that did, or too many long ones are asked."""


class InTime:
    """A bounded pool of threads, made on first use; after a fork the child makes its own.

    Calls that are known to be long have half of the threads at most, so that they never keep all others waiting.
    """

    def __init__(self, *, threads: int, budget_s: float) -> None:
        self._threads = threads
        self._budget_s = budget_s
        self._lock = threading.Lock()
        self._pool: ThreadPoolExecutor | None = None
        self._stuck = self._long = 0
        call_in_child(self._afresh)

    def call(self, ask: Callable[[], Answer], *, is_long: bool = False) -> Answer:
        """The answer of ``ask``; what it raises is raised here.

        Raises:
            LateError: after the budget, or at once while all threads that it may have are stuck in late calls, or
                answer other long ones.
        """
        future = self._begun(ask, is_long=is_long)
        try:
            return future.result(timeout=self._budget_s)
        except TimeoutError:
            if future.done():  # it came at the last moment, or raised a TimeoutError of its own
                return future.result()
            self._give_up(future)
            raise LateError(f"no answer within {self._budget_s * 1000:.0f} ms") from None

    def _begun(self, ask: Callable[[], Answer], *, is_long: bool) -> Future[Answer]:
        with self._lock:
            if self._stuck >= self._threads:
                raise LateError("every scoring thread is stuck in a late call")
            if is_long and self._long >= max(1, self._threads // 2):
                raise LateError("other long texts are being read")
            if self._pool is None:
                self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="scoring")
            future = self._pool.submit(ask)
            self._long += is_long
        if is_long:
            future.add_done_callback(self._long_came_back)
        return future

    def _give_up(self, future: Future[Answer]) -> None:
        """Takes a late call off the queue, or counts its thread as stuck until it comes back."""
        if future.cancel():
            return
        with self._lock:
            self._stuck += 1
        future.add_done_callback(self._came_back)

    def _came_back(self, _: object) -> None:
        with self._lock:
            self._stuck -= 1

    def _long_came_back(self, _: object) -> None:
        with self._lock:
            self._long -= 1

    def _afresh(self) -> None:
        """As if new: locks and threads do not survive a fork."""
        self._lock = threading.Lock()
        self._pool = None
        self._stuck = self._long = 0


def call_in_child(method: Callable[[], None]) -> None:
    """Calls the bound method in every forked child, for as long as its object lives."""
    weak = WeakMethod(method)

    def in_child() -> None:
        alive = weak()
        if alive is not None:
            alive()

    os.register_at_fork(after_in_child=in_child)
