"""The index finds those that share most, newest first, and looks at few of a flood."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from moderation.domain.callers import Caller
from moderation.parts import Parts
from moderation.storage import comments, fingerprints
from tests.making import NOON, a_comment

COMMON, RARE, OTHER = 1, -(2**63), 2**63 - 1


@pytest.fixture(name="kept")
def three_comments(parts: Parts, machine: Caller) -> list[str]:
    """Three comments of which each shares one fingerprint more, a day apart."""
    texts = ("One.", "Two.", "Three.")
    ids = [a_comment(parts, machine, text).id for text in texts]
    for days, (comment, numbers) in enumerate(zip(ids, ([COMMON], [COMMON, RARE], [OTHER]), strict=True)):
        keep(parts, comment, numbers, NOON + timedelta(days=days))
    return ids


def keep(parts: Parts, comment: str, numbers: list[int], now: datetime) -> None:
    with parts.database.writing() as session:
        fingerprints.keep(session, comments.latest_revision(session, comment), numbers, now)


def found(parts: Parts, numbers: list[int], *, but: str = "", at_most: int = 9) -> list[str]:
    with parts.database.reading() as session:
        return [each.text for each in fingerprints.candidates(session, numbers, but=but, at_most=at_most)]


def test_who_shares_most_comes_first_and_who_shares_none_not_at_all(parts: Parts, kept: list[str]) -> None:
    assert found(parts, [COMMON, RARE]) == ["Two.", "One."]
    assert found(parts, [OTHER]) == ["Three."]
    assert found(parts, [7]) == found(parts, []) == []


def test_a_comment_is_no_copy_of_itself_and_takes_nobodys_place(parts: Parts, kept: list[str]) -> None:
    assert found(parts, [COMMON, RARE], but=kept[1], at_most=1) == ["One."]


def test_of_a_flood_only_the_newest_are_looked_at(parts: Parts, machine: Caller, kept: list[str]) -> None:
    for number in range(6):
        keep(parts, a_comment(parts, machine, f"Flood {number}").id, [COMMON], NOON)

    assert found(parts, [COMMON], at_most=2) == ["Flood 5", "Flood 4"]


def test_what_came_in_on_an_earlier_day_is_forgotten(parts: Parts, kept: list[str]) -> None:
    with parts.database.writing() as session:
        fingerprints.drop_before(session, NOON + timedelta(days=1))

    assert found(parts, [COMMON, RARE, OTHER]) == ["Two.", "Three."]
