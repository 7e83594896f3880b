"""A few threads answer in time; a late call is given up, and stuck ones make the next fail at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from moderation.classifier.in_time import InTime, LateError


def test_calls_fail_at_once_while_every_thread_is_stuck() -> None:
    release = threading.Event()
    in_time = InTime(threads=1, budget_s=0.05)
    with pytest.raises(LateError):
        in_time.call(release.wait)

    begun = time.monotonic()
    with pytest.raises(LateError, match="stuck"):
        in_time.call(lambda: True)
    took = time.monotonic() - begun
    release.set()

    assert took < 0.04
    assert _soon(lambda: _works(in_time))


def test_long_calls_leave_half_of_the_threads_to_others() -> None:
    release = threading.Event()
    in_time = InTime(threads=2, budget_s=0.05)
    with pytest.raises(LateError):
        in_time.call(release.wait, is_long=True)

    begun = time.monotonic()
    with pytest.raises(LateError, match="other long texts"):
        in_time.call(lambda: True, is_long=True)
    took = time.monotonic() - begun
    short = in_time.call(lambda: True)
    release.set()

    assert took < 0.04
    assert short
    assert _soon(lambda: _works(in_time, is_long=True))


def test_a_call_that_never_began_leaves_no_thread_stuck() -> None:
    release = threading.Event()
    in_time = InTime(threads=1, budget_s=0.2)
    first = threading.Thread(target=lambda: _works(in_time, release.wait))
    first.start()
    time.sleep(0.1)
    with pytest.raises(LateError):
        in_time.call(lambda: True)
    release.set()
    first.join()

    assert _soon(lambda: _works(in_time))


def _works(in_time: InTime, ask: Callable[[], object] = lambda: True, *, is_long: bool = False) -> bool:
    try:
        in_time.call(ask, is_long=is_long)
    except LateError:
        return False
    return True


def _soon(holds: Callable[[], bool], within_s: float = 5.0) -> bool:
    ends = time.monotonic() + within_s
    while time.monotonic() < ends:
        if holds():
            return True
        time.sleep(0.02)
    return False
