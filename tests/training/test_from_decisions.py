"""A candidate learns decisions, and our own rows once; with nothing to learn it scores like its parent."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from moderation.classifier.card import Card
from moderation.training.candidate import Candidate, write_candidate
from moderation.training.evaluate import scores_of
from moderation.training.from_decisions import Parent, train_from_decisions
from moderation.training.own_rows import digest_of, own_rows
from moderation.training.rows import Row
from tests.small_model import small_model

TRAINING_DATA = Path(__file__).parents[2] / "training_data"
OWN = {"name": "own", "licence": "this repository's", "learned_from": 234}
DECIDED = [
    Row("Such a numpty wrote this", "decisions", {"TOXICITY": 1.0}, decided_at=f"2026-01-{day:02}")
    for day in range(1, 11)
]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Our own rows, copied to where they may be changed; of those to learn a few hundred."""
    folder = Path(shutil.copytree(TRAINING_DATA, tmp_path / "training_data"))
    lines = (folder / "own.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "own.jsonl").write_text("".join(lines[::20]), encoding="utf-8")
    return folder


@pytest.fixture
def card(tmp_path: Path) -> Card:
    """The card of a small model that keeps no digest of our own rows, like the first one that shipped."""
    return write_candidate(Candidate(small_model(), "A few sentences.", [OWN], {}), tmp_path / "models")


def test_without_decisions_the_candidate_scores_exactly_like_its_parent(card: Card, own: Path) -> None:
    candidate = trained(card, own)

    check = own_rows(own, "check")
    before, after = (
        [score.values for score in scores_of(model, check)] for model in (small_model(), candidate.model)
    )
    assert before == after
    assert candidate.model.version == "2026.01.01-2"
    assert candidate.about == "No decisions to learn from: it scores like its parent 2026.01.01-1."


def test_the_card_then_knows_our_own_rows(card: Card, own: Path) -> None:
    candidate = trained(card, own)

    assert candidate.sources == [{**OWN, "sha256": digest_of(own)}]


def test_own_rows_that_are_new_are_learned_once(card: Card, own: Path) -> None:
    known = replace(card, sources=tuple(trained(card, own).sources))
    with (own / "own.jsonl").open("a", encoding="utf-8") as lines:
        lines.write('{"text": "Such a numpty wrote this", "labels": {"TOXICITY": 1}}\n')

    first = trained(known, own)
    again = trained(replace(known, sources=tuple(first.sources)), own)

    assert "moved by new rows of ours" in first.about
    assert "scores like its parent" in again.about


def test_the_card_says_how_many_decisions_were_learned(card: Card, own: Path) -> None:
    candidate = trained(card, own, DECIDED)

    assert candidate.about == "2026.01.01-1 moved by 8 decisions of this site."
    assert candidate.sources[-1]["learned_from"] == 8


def test_no_decision_is_learned_twice(card: Card, own: Path) -> None:
    first = trained(card, own, DECIDED)
    learned = replace(card, metrics=first.metrics)

    assert trained(learned, own, DECIDED[:8]).about.startswith("No decisions to learn from")
    assert "moved by 2 decisions" in trained(learned, own, DECIDED).about


def trained(card: Card, own: Path, decided: list[Row] | None = None) -> Candidate:
    parent = Parent(small_model(), {}, card)
    return train_from_decisions(parent, own, decided or [], "2026.01.01-2")
