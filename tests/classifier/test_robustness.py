"""Whatever is written, the courtesy head answers it: in linear time, in bounded memory, and with probabilities."""

from __future__ import annotations

import random
import time
import tracemalloc
from dataclasses import replace
from string import ascii_lowercase

import numpy as np
import pytest

from moderation.classifier.features import TextFeatures
from moderation.classifier.words import plain
from moderation.domain.folding import fold
from moderation.domain.scores import ScoredText
from moderation.training.fit_courtesy import fit_courtesy
from moderation.training.rows import Rows
from tests.small_model import rows, small_model

MILLION = 1_000_000
LANGUAGES = {
    "English": "The council has closed the old bridge, and nobody asked us. ",
    "German": "Die Brücke wurde geschlossen, und niemand hat uns gefragt. ",
    "French": "Le pont a été fermé, et personne ne nous a demandé. ",
    "Turkish": "Köprü kapatıldı ve kimse bize sormadı. ",
    "Vietnamese": "Cây cầu đã bị đóng và không ai hỏi chúng tôi. ",
    "Russian": "Мост закрыли, и никто нас не спросил. ",
    "Greek": "Η γέφυρα έκλεισε και κανείς δεν μας ρώτησε. ",
    "Arabic": "أُغلق الجسر القديم ولم يسألنا أحد. ",
    "Hebrew": "הגשר נסגר ואף אחד לא שאל אותנו. ",
    "Hindi": "पुल बंद कर दिया गया और किसी ने हमसे नहीं पूछा। ",
    "Chinese": "旧桥关闭了,没有人问过我们。",
    "Thai": "สะพานปิดแล้ว ไม่มีใครถามเรา ",
}
REPEATED = (
    "a",
    "b",
    "ж",
    "字",
    "🤡",
    "!",
    "*",
    "$",
    "a$",
    "a*",
    "@!",
    "a.",
    "a b ",
    "f*ck ",
    "e\u0301",
    "\u200b",
    "1a",
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_twenty_kilobytes_in_any_language_are_scored(language: str) -> None:
    _is_scored((LANGUAGES[language] * 2000)[:20_000])


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "word",
        "🤡😀🇺🇸👩‍👩‍👧‍👦" * 500,
        "\u202eidiot a si siht\u202c",
        "i\u0336d\u0336i\u0336o\u0336t" * 200,
        "Z̸̡̢͓̪̤̗̮a̶͉̦̞̓l̵̛̗g̷̨̛̤o̴̘̾" * 300,
        "ﷺ" * 1000,
        "\ud800 \udfff",
        "\x00\x01\x7f",
        "".join(map(chr, range(32, 0x3000))),
    ],
    ids=ascii,
)
def test_odd_texts_are_scored(text: str) -> None:
    _is_scored(text)


@pytest.mark.parametrize("unit", ["a", "字", "🤡", "@!"], ids=ascii)
def test_a_million_repeated_characters_are_scored(unit: str) -> None:
    _is_scored(unit * (MILLION // len(unit)))


def test_one_word_of_a_million_random_letters_is_scored_in_bounded_memory() -> None:
    word = _random_letters(MILLION)
    features = small_model().courtesy.features
    features.transform(["a word"])

    tracemalloc.start()
    _is_scored(word[:1000])
    features.transform([word[:50_000]])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    _is_scored(word)

    assert peak < 20_000_000


@pytest.mark.parametrize("unit", [*REPEATED, "random"], ids=ascii)
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    """Four times the length takes about four times as long; a square would take sixteen times, and minutes."""
    letters = 20_000
    once = _random_letters(letters) if unit == "random" else unit * (letters // len(unit))

    assert _seconds(once * 4) < 8 * _seconds(once) + 0.5


def test_alone_and_among_others_a_text_has_the_same_scores() -> None:
    texts = [ScoredText(text[:500]) for text in (*LANGUAGES.values(), "you stupid idiot", "f*ck", "")]
    model = small_model()

    together = model.score_many(texts, evidence=False)

    for text, expected in zip(texts, together, strict=True):
        (alone,) = model.score_many([text], evidence=False)
        assert alone.values == pytest.approx(expected.values, abs=1e-5)


@pytest.mark.parametrize("calibrating", [3, 60])
def test_an_attribute_that_hardly_any_row_calibrates_stays_as_it_was_learned(calibrating: int) -> None:
    labelled = [
        replace(row, labels={**row.labels, "DISCOURTESY": max(row.labels["DISCOURTESY"], 0.08)})
        for row in rows()
    ]
    learned = Rows(labelled, [plain(fold(row.text).text) for row in labelled])
    some = Rows(learned.rows[:calibrating], learned.words[:calibrating])

    head = fit_courtesy(learned, some, features=TextFeatures(word_bits=10, piece_bits=10))

    assert np.isfinite(head.slopes).all()
    assert (head.slopes > 0).all()
    assert (head.shifts == 0).all() == (calibrating < 60)


def _is_scored(text: str) -> None:
    head = small_model().courtesy

    likely = head.probabilities(head.features.transform([plain(fold(text).text)]))

    assert likely.shape == (1, len(head.attributes))
    assert ((likely >= 0) & (likely <= 1)).all()


def _seconds(text: str) -> float:
    """How long this process worked on the text."""
    begun = time.process_time()
    _is_scored(text)
    return time.process_time() - begun


def _random_letters(count: int) -> str:
    return "".join(random.Random(7).choices(ascii_lowercase, k=count))  # noqa: S311 - nobody guesses these
