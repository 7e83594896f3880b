"""Two models are compared by how many good comments they hold; what may be chance is no reason to refuse."""

from __future__ import annotations

from dataclasses import replace

import pytest

from moderation.training.level import Shift, good, in_plain_words, rude, shift
from moderation.training.rows import Row
from tests.small_model import rows, small_model, worse


@pytest.mark.parametrize(
    ("in_service", "candidate", "only_candidate", "is_more"),
    [(10, 19, 9, True), (10, 15, 5, False), (10, 16, 6, True), (19, 10, 0, False), (10, 10, 0, False)],
)
def test_more_held_rows_count_when_chance_does_not_explain_them(
    in_service: int, candidate: int, only_candidate: int, *, is_more: bool
) -> None:
    found = Shift("good ones", 171, in_service, candidate, only_candidate)

    assert found.is_more is is_more


def test_the_exact_test_of_nine_rows_that_all_part_one_way() -> None:
    assert Shift("good ones", 171, 10, 19, 9).p == pytest.approx(2 / 2**9)


def test_both_shares_are_told() -> None:
    assert (
        str(Shift("good ones", 200, 10, 20, 10))
        == "held, good ones: 5.0% -> 10.0% (10 -> 20 of 200), p 0.002"
    )


def test_a_model_that_says_the_opposite_holds_the_good_ones() -> None:
    found = shift("good ones", worse(small_model(), "2026.01.01-2"), small_model(), good(rows()))

    assert (found.in_service, found.candidate, found.rows) == (0, 40, 40)
    assert found.is_more


def test_good_and_rude_rows_are_told_apart() -> None:
    off_topic, insult = (
        Row("a", "check", {"OFF_TOPIC": 1.0, "INSULT": 0.0}),
        Row("b", "check", {"INSULT": 1.0}),
    )
    fine = Row("c", "check", {"OFF_TOPIC": 0.0, "INSULT": 0.0})

    assert good([off_topic, insult, fine]) == [fine]
    assert rude([off_topic, insult, fine]) == [insult]


def test_a_newsroom_reads_how_many_of_a_hundred_are_held() -> None:
    strict = replace(small_model(), thresholds=dict.fromkeys(small_model().thresholds, 0.0))

    assert in_plain_words(small_model(), rows()) == (
        "Of 100 rude check rows it would hold 100, of 100 courteous ones 0."
    )
    assert in_plain_words(strict, rows()).endswith("of 100 courteous ones 100.")
