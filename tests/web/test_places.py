"""A place in the queue comes back as it was written, and one that was never written here is refused."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest

from moderation.domain.errors import Malformed
from moderation.web import places


def test_a_place_comes_back_as_it_was_written() -> None:
    place = (datetime(2026, 11, 2, 12, tzinfo=UTC), "00000000-0000-7000-8000-000000000000")

    assert places.read(places.written(place)) == place


@pytest.mark.parametrize(
    "moment",
    ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-11-02T12:00:00", "Monday", ""],
)
def test_a_moment_that_is_none_or_has_no_place_in_utc_is_refused(moment: str) -> None:
    hostile = base64.urlsafe_b64encode(f"{moment} x".encode()).decode()

    with pytest.raises(Malformed, match="no such place"):
        places.read(hostile)
