"""Evidence is measured character by character against what people marked."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from moderation.domain.scores import Span
from moderation.training.evidence_quality import character_f1, characters, evidence_quality
from tests.small_model import small_model


@pytest.mark.parametrize(
    ("shown", "marked", "f1"),
    [
        (set(), set(), 1.0),
        ({1, 2}, set(), 0.0),
        (set(), {1, 2}, 0.0),
        ({1, 2}, {1, 2}, 1.0),
        ({1, 2, 3, 4}, {3, 4}, 2 / 3),
    ],
)
def test_f1_of_characters(shown: set[int], marked: set[int], f1: float) -> None:
    assert character_f1(shown, marked) == pytest.approx(f1)


def test_spans_that_meet_count_a_character_once() -> None:
    assert characters([Span(0, 3, 1.0), Span(2, 5, 0.5)]) == {0, 1, 2, 3, 4}


def test_the_mean_over_comments(tmp_path: Path) -> None:
    rude = "You are a stupid liar, leave the harbour"
    with (tmp_path / "trial.csv").open("w", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(["spans", "text"])
        writer.writerow([list(range(10, 21)), rude])
        writer.writerow([[], "I like the harbour very much"])

    found = evidence_quality(small_model(), tmp_path / "trial.csv")

    assert (found["character_f1"]["rows"], found["comments_marked"]) == (2, 0.5)
    assert found["character_f1"]["value"] > 0.6
    assert found["comments_with_evidence"] == 0.5
    assert 0 < found["precision"] <= 1
    assert 0 < found["recall"] <= 1
