"""Disguises are made by rule from what is held clean; a model must hold them too, and nothing else for it."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import numpy as np
import pytest

from moderation.domain.folding import fold
from moderation.training.disguises import DISGUISES, disguised, new_holds, variants
from tests.small_model import rows, small_model

CHANCE = np.random.default_rng(3)


@pytest.mark.parametrize("kind", DISGUISES)
def test_every_disguise_changes_the_word_and_a_reader_still_knows_it(kind: str) -> None:
    word = DISGUISES[kind]("idiot", CHANCE)
    letters = [each for each in unicodedata.normalize("NFKC", word) if each.isalnum() or each in "*!$@"]

    assert word != "idiot"
    assert len(letters) >= 5


@pytest.mark.parametrize("kind", [kind for kind in DISGUISES if kind != "masked vowel"])
def test_what_the_normaliser_undoes_is_the_word_again(kind: str) -> None:
    undone = fold(DISGUISES[kind]("idiot", np.random.default_rng(5))).text.strip()

    assert undone in {"idiot", "idioot", "idiiot", "iidiot"}


def test_a_mask_never_hides_the_first_letter_and_needs_a_vowel() -> None:
    assert DISGUISES["masked vowel"]("arm", CHANCE) == "arm"
    assert DISGUISES["masked vowel"]("clown", CHANCE) == "cl*wn"


def test_variants_come_of_held_comments_alone_every_kind_alike_often() -> None:
    made = variants(small_model(), rows(), number=40)
    rude = {row.text for row in rows() if row.labels["TOXICITY"]}

    assert {each.clean for each in made} <= rude
    assert all(each.text != each.clean for each in made)
    assert {kind: sum(each.kind == kind for each in made) for kind in DISGUISES} == dict.fromkeys(
        DISGUISES, 4
    )


def test_variants_are_always_the_same() -> None:
    assert variants(small_model(), rows(), 30) == variants(small_model(), rows(), 30)


def test_the_share_still_held_is_told_by_kind() -> None:
    found = disguised(small_model(), rows(), number=50)

    assert found["variants"] == 50
    assert found["kinds"]["case by chance"] == 1
    assert found["kinds"]["full-width letters"] == 1
    assert len(found["lost"]) == round((1 - found["still_held"]) * 50)


def test_a_model_that_holds_nothing_has_nothing_to_disguise() -> None:
    lenient = replace(small_model(), thresholds=dict.fromkeys(small_model().thresholds, 2.0))

    assert disguised(lenient, rows()) == {
        "variants": 0,
        "comments": 0,
        "still_held": None,
        "kinds": {},
        "lost": [],
    }


def test_clean_comments_stay_unheld_by_the_normaliser() -> None:
    texts = [*(row.text for row in rows() if not row.labels["TOXICITY"]), "I l0ve the library", "Idiot."]

    found = new_holds(small_model(), texts)

    assert (found["texts"], found["changed_by_the_normaliser"], found["new_holds"]) == (42, 1, 0)
