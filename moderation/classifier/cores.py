"""On which cores a process runs: on one of its own, or on all that the program may use."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable
from contextlib import suppress

_left: set[int] = set()
"""What the program could use before this process kept to one of them; empty where it does not."""


def usable() -> Collection[int]:
    """The numbers of the cores that the program may use, whichever this process keeps to."""
    return _left or (os.sched_getaffinity(0) if _is_free_to_choose() else range(os.cpu_count() or 1))


def own_core(others: Iterable[int | None], processes: int) -> int | None:
    """The core for the next of so many processes that do the same: one that fewest ``others`` keep to.

    None where there are more or fewer cores than processes, or the system lets nobody choose: it does better there,
    for it can move them.
    """
    if not _is_free_to_choose() or len(usable()) != processes:
        return None
    taken = Counter(others)
    return min(sorted(usable()), key=lambda core: taken[core])


def keep_to(core: int | None) -> None:
    """Have this process, and all threads that it starts from now on, run on this core only, if on any.

    One thread of a process runs Python at a time. The system does not know, and moves those that take turns from core
    to core, and two processes to the same one while the other idles (decision 47).
    """
    if core is not None:
        _left.update(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {core})


def spread() -> None:
    """Have this thread run on any core that the program may use."""
    if _left:
        with suppress(OSError):  # all of them were taken away since, and the system has chosen others
            os.sched_setaffinity(0, _left)


def _is_free_to_choose() -> bool:
    return hasattr(os, "sched_setaffinity")
