"""What is read of a site's articles is kept for a minute, for a few sites, and for one scorer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from moderation.domain.scores import Others
from moderation.parts import Neighbours
from tests.making import NOON


class Reading:
    """Counts how often a site was read."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Others:
        self.times += 1
        return Others("a", (self.times,), b"lead")


@pytest.fixture(name="read")
def reading() -> Reading:
    return Reading()


def test_within_a_minute_it_is_read_once(read: Reading) -> None:
    neighbours = Neighbours()
    first = neighbours.of(1, "a", NOON, read)

    assert neighbours.of(1, "a", NOON + timedelta(seconds=59), read) is first
    assert neighbours.of(1, "a", NOON + timedelta(seconds=60), read).numbers == (2,)


def test_each_site_and_another_scorer_is_read_by_itself(read: Reading) -> None:
    neighbours = Neighbours()

    assert [neighbours.of(*asked, NOON, read).numbers for asked in ((1, "a"), (2, "a"), (2, "b"))] == [
        (1,),
        (2,),
        (3,),
    ]


def test_of_many_sites_only_the_latest_are_kept(read: Reading) -> None:
    neighbours = Neighbours()
    for site in range(Neighbours.MOST_SITES + 1):
        neighbours.of(site, "a", NOON, read)
    before = read.times
    neighbours.of(1, "a", NOON, read)
    kept = read.times
    neighbours.of(0, "a", NOON, read)

    assert (kept, read.times) == (before, before + 1)
    assert len(neighbours._kept) == Neighbours.MOST_SITES  # noqa: SLF001 - memory must not grow with sites


def test_what_could_not_be_read_is_not_kept(read: Reading) -> None:
    neighbours = Neighbours()

    def failing() -> Others:
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011
        neighbours.of(1, "a", NOON, failing)

    assert neighbours.of(1, "a", NOON, read).numbers == (1,)
