"""Writers of one SQLite file take turns in the order they came, in whatever process they are."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from moderation.domain.errors import Unavailable


@contextmanager
def turn(file: Path, waiting: Callable[[], AbstractContextManager[None]] = nullcontext) -> Iterator[None]:
    """Hold the right to write for as long as the block runs; what it has to wait for, it waits for within ``waiting``.

    SQLite's own waiting polls with growing pauses: with eight writers the unlucky one waited for seconds. The
    kernel's queue on a file beside the database is fair, and is left by whoever dies.

    Raises:
        Unavailable: when the file cannot be opened.
    """
    try:
        queue = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise Unavailable(type(error).__name__) from error
    try:
        try:
            fcntl.flock(queue, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with waiting():
                fcntl.flock(queue, fcntl.LOCK_EX)
        yield
    finally:
        os.close(queue)
