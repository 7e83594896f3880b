"""Texts that all but repeat a learned one are not tested with; short ones only where they are equal."""

from __future__ import annotations

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from moderation.training.near_doubles import near_doubles, without_near_doubles
from moderation.training.rows import Row, Rows

LEARNED = "the council should have asked the people of the harbour before it closed the old bridge"


def test_a_text_with_one_word_changed_resembles_it() -> None:
    changed = LEARNED.replace("people", "sailors")

    assert near_doubles([changed, LEARNED + " twice", LEARNED], [LEARNED]) == [True, True, True]


def test_a_text_on_the_same_matter_does_not() -> None:
    other = "people of the harbour say the council never asked them about closing a bridge that old"

    assert near_doubles([other], [LEARNED]) == [False]


def test_short_texts_resemble_only_their_equals() -> None:
    assert near_doubles(["you are an idiot", "you are no idiot"], ["you are an idiot"]) == [True, False]


def test_rows_that_resemble_a_learned_one_are_left_out_with_their_words() -> None:
    tested = _rows("nothing like it was ever said about that bridge here", LEARNED + " again", "short")

    kept = without_near_doubles(tested, _rows(LEARNED))

    assert [row.text for row in kept.rows] == [tested.words[0], "short"]
    assert kept.words == [tested.words[0], "short"]


def test_nothing_resembles_nothing() -> None:
    assert near_doubles([], [LEARNED]) == []
    assert near_doubles([LEARNED], []) == [False]


def test_nearly_all_copies_with_a_word_changed_are_found_in_time_that_grows_with_the_texts() -> None:
    chance = random.Random(0)  # noqa: S311 - no secret
    vocabulary = ["".join(chance.choices("abcdefghijklmnop", k=6)) for _ in range(3000)]
    texts = [chance.choices(vocabulary, k=20) for _ in range(6000)]
    learned = [" ".join(text) for text in texts[:4000]]
    copies = [" ".join([*text[:10], chance.choice(vocabulary), *text[11:]]) for text in texts[:2000]]

    begun = time.perf_counter()
    found = near_doubles([*copies, *(" ".join(text) for text in texts[4000:])], learned)

    assert sum(found[:2000]) >= 1990
    assert not any(found[2000:])
    assert time.perf_counter() - begun < 20  # all pairs would take minutes


@given(st.lists(st.text(st.characters(codec="utf-8", categories=["L", "So"]), min_size=1), min_size=1))
def test_every_text_is_a_double_of_itself_and_any_text_can_be_asked_about(words: list[str]) -> None:
    text = " ".join(words)

    assert near_doubles([text, text + " and more besides"], [text])[0]


def _rows(*texts: str) -> Rows:
    return Rows([Row(text, "a", {}) for text in texts], list(texts))
