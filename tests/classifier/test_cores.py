"""Each web process keeps to a core of its own where there are as many; several texts are read on all of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from moderation.classifier.cores import own_core, usable
from tests.serving import RealService


def may_choose() -> bool:
    """Whether anybody may say here where a program runs."""
    try:
        os.sched_setaffinity(0, os.sched_getaffinity(0))
    except (AttributeError, OSError):
        return False
    return True


pytestmark = pytest.mark.skipif(not may_choose(), reason="the system lets nobody choose a core")

SEVERAL_TEXTS = """
import os
from moderation.classifier.cores import keep_to, usable
from moderation.classifier.network import on_every_core

every = set(usable())
keep_to(min(every))
assert os.sched_getaffinity(0) == {min(every)}
assert set(usable()) == every
where = on_every_core(lambda _: os.sched_getaffinity(0), ["one", "two"])
assert where == [every, every], where
assert os.sched_getaffinity(0) == {min(every)}
"""

LIMITED_FROM_OUTSIDE = """
import os
from moderation.classifier.cores import keep_to, spread, usable

one, other = sorted(usable())[:2]
keep_to(one)
os.sched_setaffinity(0, {other})
spread()
assert os.sched_getaffinity(0) == usable() == {other}, os.sched_getaffinity(0)
"""

REFUSED = """
from moderation.classifier.cores import keep_to, spread, usable

before = usable()
keep_to(max(before) + 1_000)
spread()
assert usable() == before, usable()
"""


@pytest.fixture
def two_cores() -> Iterator[frozenset[int]]:
    """Two cores, or what there is, for whatever the test starts: a big machine has more than it should start."""
    every = usable()
    os.sched_setaffinity(0, set(sorted(every)[:2]))
    yield usable()
    os.sched_setaffinity(0, every)


def test_each_of_them_is_given_a_core_that_no_other_has() -> None:
    every = sorted(usable())
    given: list[int | None] = []
    for _ in every:
        given.append(own_core(given, len(every)))

    assert given == every
    assert [own_core([*given[:at], *given[at + 1 :]], len(every)) for at in range(len(every))] == every


@pytest.mark.parametrize("more", [-1, 1])
def test_none_has_one_where_there_are_not_as_many_cores_as_processes(more: int) -> None:
    assert own_core([], len(usable()) + more) is None


def test_several_texts_are_read_on_all_cores_whichever_one_is_kept_to() -> None:
    subprocess.run([sys.executable, "-c", SEVERAL_TEXTS], check=True, timeout=60)


@pytest.mark.parametrize("what", [LIMITED_FROM_OUTSIDE, REFUSED], ids=["limited from outside", "refused"])
@pytest.mark.skipif(len(usable()) < 2, reason="one core")
def test_where_it_is_refused_or_limited_all_stays_as_it_is(what: str) -> None:
    subprocess.run([sys.executable, "-c", what], check=True, timeout=60)


def test_web_processes_keep_to_cores_of_their_own_and_their_successors_too(
    tmp_path: Path, two_cores: frozenset[int]
) -> None:
    every = [{core} for core in sorted(two_cores)]
    said = {"MODERATION_WORKERS": str(len(every)), "MODERATION_DEMO": "0"}
    with RealService(tmp_path / "var", said, "--without-worker") as service:
        assert until(lambda: sorted(cores_of(service).values(), key=min) == every)
        ended = max(cores_of(service))
        os.kill(ended, signal.SIGKILL)

        assert until(lambda: ended not in cores_of(service))
        assert until(lambda: sorted(cores_of(service).values(), key=min) == every)

        service.tell(signal.SIGTTIN)  # one web process more: there is no core left for it alone
        assert until(lambda: [*cores_of(service).values()].count(set(two_cores)) == 1 + (len(every) == 1))


def test_where_there_are_more_web_processes_each_runs_anywhere(
    tmp_path: Path, two_cores: frozenset[int]
) -> None:
    said = {"MODERATION_WORKERS": str(len(two_cores) + 1), "MODERATION_DEMO": "0"}
    with RealService(tmp_path / "var", said, "--without-worker") as service:
        assert until(lambda: len(cores_of(service)) == len(two_cores) + 1)
        assert all(cores == set(two_cores) for cores in cores_of(service).values())


def cores_of(service: RealService) -> dict[int, set[int]]:
    """On which cores each web process may run, by its number; all its threads say the same."""
    found: dict[int, set[int]] = {}
    for child in service.children():
        cores = {frozenset(os.sched_getaffinity(int(thread.name))) for thread in threads_of(child)}
        if len(cores) == 1:
            found[child] = set(*cores)
    return found


def threads_of(process: int) -> list[Path]:
    """Where the system tells of each."""
    return list(Path(f"/proc/{process}/task").iterdir())


def until(holds: Callable[[], bool], seconds: float = 30) -> bool:
    """Whether it comes to hold in that time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if holds():
                return True
        except (FileNotFoundError, ProcessLookupError):  # one ended meanwhile
            pass
        time.sleep(0.05)
    return False
