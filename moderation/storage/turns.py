"""Writers of one SQLite file take turns in the order they came, in whatever process they are."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def turn(file: Path) -> Iterator[None]:
    """Hold the right to write for as long as the block runs.

    SQLite's own waiting polls with growing pauses: with eight writers the unlucky one waited for seconds. The
    kernel's queue on a file beside the database is fair, and is left by whoever dies.
    """
    with file.open("ab") as queue:
        fcntl.flock(queue, fcntl.LOCK_EX)
        yield
