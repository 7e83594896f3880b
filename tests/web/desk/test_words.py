"""Numbers and times are told the way people say them; a place in the queue survives its address."""

from __future__ import annotations

from datetime import timedelta

import pytest

from moderation.domain.errors import Malformed
from moderation.web import places
from moderation.web.desk import words
from tests.making import NOON


@pytest.mark.parametrize(
    ("days", "told"),
    [(0, "today"), (1, "1 day"), (29, "29 days"), (30, "1 month"), (364, "12 months"), (800, "2 years")],
)
def test_how_long_somebody_is_here_is_told_in_one_unit(days: int, told: str) -> None:
    assert words.lasting(NOON - timedelta(days=days), NOON) == told


def test_evidence_is_told_strongest_first() -> None:
    assert words.telling({"TOXICITY": 0.2, "INSULT": 1.6, "THREAT": 0.9}) == (
        "Insult (strongly), Threat (clearly), Toxicity (a little)"
    )


def test_a_place_is_read_as_it_was_written() -> None:
    place = (NOON, "00000000-0000-7000-8000-000000000000")

    assert places.read(places.written(place)) == place
    assert places.read(None) is None


@pytest.mark.parametrize("text", ["=", "ü", "MjAyNg", "a b", "MjAyNi0xMS0wMlQxMjowMDowMCB4"])
def test_a_place_that_was_never_written_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        places.read(text)
