"""Evidence points at the words that raised a score, in the text as its author wrote it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.classifier.evidence import MOST_SPANS, _strong, _trimmed
from moderation.classifier.words import plain
from moderation.domain.folding import fold
from moderation.domain.scores import ScoredText, Span
from tests.small_model import small_model


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Leave the bridge, you idiot, at once", "idiot"),
        ("🤡🤡 I like the bridge, you İdïöt!", "İdïöt"),
        ("Né à Paris: you i.d.i.o.t!", "i.d.i.o.t"),
        ("e\u0301e\u0301 you 1d10t!", "1d10t"),
        (
            "You \U0001d4d8\U0001d4ed\U0001d4f2\U0001d4f8\U0001d4fd",
            "\U0001d4d8\U0001d4ed\U0001d4f2\U0001d4f8\U0001d4fd",
        ),
    ],
)
def test_the_word_is_found_where_it_stands(text: str, word: str) -> None:
    spans = _spans(text)

    assert word in " ".join(text[span.begin : span.end] for span in spans)


def test_a_polite_text_has_no_evidence() -> None:
    (scores,) = small_model().score_many([ScoredText("I praise the garden very much")], evidence=True)

    assert scores.evidence == {}


def test_weights_are_positive_and_spans_apart_and_few() -> None:
    spans = _spans(
        "You stupid idiot. I visit. You moron. I like. You fool. We praise. You liar. They miss. You clown. "
        * 3
    )

    assert 0 < len(spans) <= MOST_SPANS
    assert all(span.weight > 0 for span in spans)
    assert all(first.end <= second.begin for first, second in pairwise(spans))


def test_function_words_are_no_evidence_beside_a_telling_word() -> None:
    text = "You are whatever you are, a stupid idiot of a kind"

    assert [text[span.begin : span.end] for span in _spans(text)] == ["stupid idiot"]


def test_function_words_are_shown_where_nothing_else_raised_the_score() -> None:
    assert _strong(np.array([0.5, 0.1, 0.6]), np.array([True, False, True])) == [0, 2]


def test_a_word_far_weaker_than_the_strongest_is_not_shown() -> None:
    assert _strong(np.array([0.4, 2.0, 0.6]), np.array([False, False, False])) == [1, 2]


@pytest.mark.parametrize(
    "text", ["You i\u200bdiot\u200b !", "You “idiot ”…", "You i.d.i.o.t. !", "You idiot   "]
)
def test_spans_neither_begin_nor_end_with_space_or_punctuation(text: str) -> None:
    found = [text[span.begin : span.end] for span in _spans(text)]

    assert found
    assert all(each[0].isalnum() and each[-1].isalnum() for each in found)


def test_a_masked_word_keeps_its_mask() -> None:
    assert _trimmed("you f*** (", 4, 10) == (4, 8)


@settings(max_examples=50, deadline=None)
@given(st.text(st.sampled_from("idotu ms.1é\u0301🤡\u200bİﬁ!"), max_size=60))
def test_every_span_lies_within_the_text(noise: str) -> None:
    text = f"You stupid idiot {noise} you moron"

    assert all(0 <= span.begin < span.end <= len(text) for span in _spans(text))


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.sampled_from("you are a stupid idiot the bridge f**k 🤡".split()), min_size=1, max_size=12)
)
def test_what_the_words_add_makes_up_the_whole_score(words: list[str]) -> None:
    head = small_model().courtesy
    text = plain(fold(" ".join(words)).text)
    whole = head.features.transform([text])

    added = head.features.added(text.split(), whole, head.weights)

    assert np.allclose(added.sum(axis=0), whole @ head.weights, atol=1e-5)


def _spans(text: str) -> list[Span]:
    (scores,) = small_model().score_many([ScoredText(text)], evidence=True)
    return list(scores.evidence["TOXICITY"])
