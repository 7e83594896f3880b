"""One thread at a time goes on, and another while it waits."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager, suppress

from moderation.storage.baton import Baton


def going_on(baton: Baton) -> threading.Event:
    """What is set once another thread goes on."""
    goes = threading.Event()

    def go() -> None:
        with baton.held():
            goes.set()

    threading.Thread(target=go, daemon=True).start()
    return goes


def test_one_at_a_time_goes_on() -> None:
    baton = Baton()
    with baton.held():
        other = going_on(baton)
        assert not other.wait(0.1)
    assert other.wait(20)


def test_another_goes_on_while_it_is_lent() -> None:
    baton = Baton()
    with baton.held():
        with baton.lent(), baton.lent():
            assert going_on(baton).wait(20)
        other = going_on(baton)
        assert not other.wait(0.1)


def test_who_does_not_hold_it_lends_nothing() -> None:
    baton = Baton()
    with baton.lent(), baton.held():
        other = going_on(baton)
        assert not other.wait(0.1)
        lent = in_another_thread(baton.lent())
        assert lent
        assert not other.wait(0.1)


def in_another_thread(block: AbstractContextManager[None]) -> bool:
    """Whether the block came to its end there."""
    ended = threading.Event()

    def enter() -> None:
        with block:
            ended.set()

    threading.Thread(target=enter, daemon=True).start()
    return ended.wait(20)


def test_it_is_free_again_after_a_failure_and_in_a_child() -> None:
    baton = Baton()
    with suppress(ZeroDivisionError), baton.held():
        1 / 0  # noqa: B018 - to fail
    assert going_on(baton).wait(20)
    with baton.held():
        baton.afresh()
        assert going_on(baton).wait(20)
