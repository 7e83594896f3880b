"""On which cores a process runs: on one of its own, or on all that the program may use."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress

Cores = frozenset[int]

_left: dict[Cores, Cores] = {}
"""What this process could use before, by what it keeps to; empty where it keeps to nothing."""


def usable() -> Cores:
    """The numbers of the cores that the program may use, also where this process keeps to one of them.

    Who limits the process from outside is heard: then there are no others.
    """
    if not _is_free_to_choose():
        return frozenset(range(os.cpu_count() or 1))
    now = frozenset(os.sched_getaffinity(0))
    return _left.get(now, now)


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
    to core, and two processes to the same one while the other idles (decision 47). Where it refuses, nothing changes.
    """
    if core is None:
        return
    before = usable()
    with suppress(OSError):  # some may not choose; or the core was taken away since it was chosen
        os.sched_setaffinity(0, {core})
        _left[frozenset({core})] = before


def spread() -> None:
    """Have this thread run on any core that the program may use."""
    if _left:
        with suppress(OSError):  # all of them were taken away since, and the system has chosen others
            os.sched_setaffinity(0, usable())


def _is_free_to_choose() -> bool:
    return hasattr(os, "sched_setaffinity")
