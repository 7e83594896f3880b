"""A pair is right when the discourteous twin is held and the other is not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from moderation.training.contrast import Pair, contrast, pairs_in, rows_of
from moderation.training.rows import COURTESY, Row
from tests.small_model import small_model

OWN = Path(__file__).parents[2] / "training_data"
RUDE, KIND = "You are a stupid fool, leave the harbour", "I like the harbour very much"


def pair(discourteous: str, courteous: str, function: str = "aim", *, swears: bool = False) -> Pair:
    fine = dict.fromkeys(COURTESY, 0.0) | {"PROFANITY": float(swears)}
    return Pair(
        "pair-1",
        function,
        Row(discourteous, "contrast", dict.fromkeys(COURTESY, 1.0)),
        Row(courteous, "contrast", fine),
    )


def test_both_twins_must_be_right() -> None:
    pairs = [pair(RUDE, KIND), pair(RUDE, RUDE), pair(KIND, KIND, "calm"), pair(KIND, RUDE, "calm")]

    found = contrast(small_model(), pairs)

    assert (found["pairs"], found["right"]["value"]) == (4, 0.25)
    assert {name: each["right"] for name, each in found["functions"].items()} == {"aim": 0.5, "calm": 0.0}
    assert found["held"] == {"discourteous": 0.5, "courteous": 0.5}


def test_the_order_may_be_right_where_the_verdict_is_not() -> None:
    lenient = replace(small_model(), thresholds=dict.fromkeys(small_model().thresholds, 1.0))

    found = contrast(lenient, [pair(RUDE, KIND)])

    assert found["right"]["value"] == 0
    assert (found["ranked_by_toxicity"]["value"], found["ranked_by_discourtesy"]["value"]) == (1, 1)


def test_swearing_in_joy_may_be_held_for_swearing_alone() -> None:
    calm = dict.fromkeys(small_model().thresholds, 2.0)
    model = replace(small_model(), thresholds={**calm, "PROFANITY": 0.0, "INSULT": 0.5})

    found = contrast(model, [pair(RUDE, KIND, swears=True)])

    assert found["right"]["value"] == 1


def test_our_pairs_are_pairs() -> None:
    pairs = pairs_in(OWN / "contrast.jsonl")

    assert len(pairs) == 231
    assert len(rows_of(pairs)) == 462
    assert all(row.group for row in rows_of(pairs))
    assert not any(one.courteous.labels["TOXICITY"] for one in pairs)


def test_a_comment_without_its_twin_is_told(tmp_path: Path) -> None:
    line = {"id": "1", "text": "You fool", "labels": {"TOXICITY": 1}, "note": "aim; pair-7"}
    (tmp_path / "contrast.jsonl").write_text(json.dumps(line) + "\n")

    with pytest.raises(ValueError, match="pair-7"):
        pairs_in(tmp_path / "contrast.jsonl")
