"""What is sent again under its Idempotency-Key is answered as before, for a day; both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from moderation.domain.callers import Caller
from moderation.domain.errors import Conflict, Malformed
from moderation.parts import Parts
from moderation.use_cases.keep_answer import keep_answer
from moderation.use_cases.recall_answer import Recalled, recall_answer
from moderation.use_cases.sweep_expired import sweep_expired
from tests.making import NOON, at

KEY, OTHER = Caller(key_id=1), Caller(key_id=2)


def test_an_answer_is_recalled_by_its_caller_for_a_day(parts: Parts) -> None:
    new = recall_answer(parts, KEY, "a", "digest")
    keep_answer(parts, KEY, "a", (201, "{}"))

    assert new is None
    assert recall_answer(parts, KEY, "a", "digest") == Recalled(201, "{}")
    assert recall_answer(parts, OTHER, "a", "another") is None
    assert recall_answer(at(parts, NOON + timedelta(days=2)), KEY, "a", "another") is None


def test_another_request_and_one_at_work_are_refused(parts: Parts) -> None:
    recall_answer(parts, KEY, "a", "digest")

    with pytest.raises(Malformed, match="used before"):
        recall_answer(parts, KEY, "a", "another")
    with pytest.raises(Conflict, match="at work"):
        recall_answer(parts, KEY, "a", "digest")
    assert recall_answer(at(parts, NOON + timedelta(minutes=2)), KEY, "a", "digest") is None


def test_what_was_refused_and_what_is_old_is_not_kept(parts: Parts) -> None:
    recall_answer(parts, KEY, "a", "digest")
    keep_answer(parts, KEY, "a", None)
    again = recall_answer(parts, KEY, "a", "another")
    sweep_expired(at(parts, NOON + timedelta(days=2)))

    assert again is None
    assert recall_answer(parts, KEY, "a", "digest") is None
