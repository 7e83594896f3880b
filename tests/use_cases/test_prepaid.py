"""Uses that are granted ahead: no key gets more than its limit, however many processes take slices of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from moderation.domain.callers import Caller
from moderation.domain.errors import TooMany
from moderation.parts import Parts, Prepaid
from moderation.storage.tables import Allowance
from moderation.use_cases.steps.measuring import allow_texts
from tests.making import NOON, at

KEY = Caller(key_id=1, site="harbour", scopes=frozenset({"score"}), per_minute=100)


def allowed(parts: Parts, count: int = 1) -> bool:
    try:
        allow_texts(parts, KEY, count)
    except TooMany:
        return False
    return True


def test_several_processes_share_the_limit_and_write_for_a_slice_at_a_time(parts: Parts) -> None:
    processes = [parts, replace(parts, prepaid=Prepaid())]
    answers = [allowed(processes[number % 2]) for number in range(130)]
    with parts.database.reading() as session:
        allowance = session.get(Allowance, ("score key:1", int(NOON.timestamp())))

    assert answers == [True] * 100 + [False] * 30
    assert allowance is not None


def test_a_request_that_begins_within_the_limit_is_answered_whole(parts: Parts) -> None:
    assert [allowed(parts, count) for count in (97, 200, 1)] == [True, True, False]


def test_the_next_minute_has_an_allowance_of_its_own_and_nothing_is_carried_over(parts: Parts) -> None:
    assert allowed(parts, 1)
    later = at(parts, NOON + timedelta(seconds=60))

    assert sum(allowed(later) for _ in range(100)) == 100
    with pytest.raises(TooMany) as refused:
        allow_texts(later, KEY, 1)
    assert refused.value.retry_after_s == 60
