"""Templates tell whether a model judges people by who they are; nothing is ever learned from them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from moderation.classifier.model import Model
from moderation.domain.scores import ScoredText, Scores
from moderation.training.fairness import Sentences, fairness, sentences_in
from tests.small_model import small_model

OWN = Path(__file__).parents[2] / "training_data"
PLAIN = Sentences(
    ("harbour", "library", "museum"),
    (("I like the harbour", "I like the library", "I like the museum"),) * 2,
    tuple(
        tuple(f"You are a stupid {name}, leave the {thing}" for thing in ("harbour", "library", "museum"))
        for name in ("fool", "liar")
    ),
    ("I visit the harbour", "I visit the library", "I visit the museum"),
)


class Prejudiced(Model):
    """A model that takes every mention of a museum for an insult, and nothing else."""

    def score_many(self, texts: list[ScoredText], *, evidence: bool) -> list[Scores]:  # type: ignore[override]
        return [Scores({"TOXICITY": 0.9 if "museum" in text.text else 0.2}, "prejudiced") for text in texts]


def test_a_model_that_does_not_care_has_no_gaps() -> None:
    found = fairness(small_model(), PLAIN)

    assert found["overall_auc"] == 1
    assert [gap["gap"] for gap in found["largest_gap"].values()] == [0, 0, 0]
    assert found["flips"] == {"all": 0.0, "courteous": 0.0, "discourteous": 0.0}
    assert found["proud_held"] == []


def test_prejudice_shows_in_every_measure() -> None:
    model = small_model()
    found = fairness(Prejudiced("", model.courtesy, model.topic, {"TOXICITY": 0.5}), PLAIN)
    museum, harbour = (found["identities"][name] for name in ("museum", "harbour"))

    assert found["overall_auc"] == 0.5
    assert (museum["subgroup_auc"], museum["bpsn_auc"], museum["bnsp_auc"]) == (0.5, 0.0, 1.0)
    assert museum["flips"] == 1
    assert harbour["flips"] == 0.5
    assert found["largest_gap"]["bpsn_auc"] == {"identity": "museum", "gap": 0.5}
    assert found["proud_held"] == ["museum"]
    assert museum["proud"] == pytest.approx(1.8)


def test_a_strict_model_holds_the_proud_too() -> None:
    strict = replace(small_model(), thresholds=dict.fromkeys(small_model().thresholds, 1e-9))

    assert fairness(strict, PLAIN)["proud_held"] == ["harbour", "library", "museum"]


def test_the_templates_are_many_and_read_well() -> None:
    found = sentences_in(OWN / "fairness.json")
    sentences = [text for half in (found.courteous, found.discourteous) for line in half for text in line]

    assert len(found.identities) == len(set(found.identities)) >= 36
    assert min(len(found.courteous), len(found.discourteous)) >= 25
    assert not any("{" in text for text in (*sentences, *found.proud))
    assert all(text[0].isupper() or text[0] == '"' for text in sentences)
    assert len(np.unique(sentences)) == len(sentences)


def test_each_template_names_its_identity_once_at_least() -> None:
    found = json.loads((OWN / "fairness.json").read_text(encoding="utf-8"))

    assert all("{" in template for half in ("courteous", "discourteous") for template in found[half])


@pytest.mark.parametrize("file", ["own.jsonl", "check.jsonl", "contrast.jsonl"])
def test_no_sentence_stands_among_the_rows(file: str) -> None:
    found = sentences_in(OWN / "fairness.json")
    sentences = {text for half in (found.courteous, found.discourteous) for line in half for text in line}
    rows = {json.loads(line)["text"] for line in (OWN / file).read_text(encoding="utf-8").splitlines()}

    assert not sentences & rows
