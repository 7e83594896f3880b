"""Moments are told in one unit, as a person would."""

from __future__ import annotations

from datetime import timedelta

import pytest

from moderation.web import moments
from tests.making import NOON


@pytest.mark.parametrize(
    ("passed", "told"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=12), "12\u00a0min ago"),
        (timedelta(minutes=60), "1\u00a0h ago"),
        (timedelta(hours=24), "yesterday"),
        (timedelta(days=27), "27\u00a0days ago"),
        (timedelta(days=28), "on 5 October 2026"),
    ],
)
def test_how_long_ago_is_told_in_one_unit(passed: timedelta, told: str) -> None:
    assert moments.ago(NOON - passed, NOON) == told


@pytest.mark.parametrize(
    ("left", "told"),
    [
        (timedelta(seconds=59), "for less than a minute"),
        (timedelta(seconds=60), "for another minute"),
        (timedelta(seconds=179), "for another 2 minutes"),
        (timedelta(hours=2), "for another 120 minutes"),
        (timedelta(hours=3), "until 2 November 2026, 15:00 UTC"),
    ],
)
def test_how_long_something_may_still_be_done(left: timedelta, told: str) -> None:
    assert moments.still(NOON + left, NOON) == told


def test_who_hovers_reads_the_minute() -> None:
    assert moments.exactly(NOON) == "2 November 2026, 12:00 UTC"
