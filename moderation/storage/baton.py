"""One thread of a process at a time goes on with a comment; whoever waits for something lets another go on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Baton:
    """Handed from thread to thread.

    Python lets one of them run at a time anyhow, but changes between them at each statement of SQLite's: who holds the
    write lock then waits for the others at every step, and keeps everybody else waiting for as long.
    """

    def __init__(self) -> None:
        self.afresh()

    def afresh(self) -> None:
        """As if new: locks do not survive a fork."""
        self._free = threading.Lock()
        self._here = threading.local()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Go on alone, once it is there; not within itself."""
        with self._free:
            self._here.is_held = True
            try:
                yield
            finally:
                self._here.is_held = False

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Have others go on meanwhile, where this thread holds it."""
        if not getattr(self._here, "is_held", False):
            yield
            return
        self._here.is_held = False
        self._free.release()
        try:
            yield
        finally:
            self._free.acquire()
            self._here.is_held = True
