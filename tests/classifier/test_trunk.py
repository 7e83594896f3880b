"""The trunk reads a text window by window; what it read for one network, another goes on from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from moderation.classifier.artefact import SENTENCES, TRUNK, pointer_in, read_card, read_model
from moderation.classifier.meaning import MOST_WINDOWS, SentenceEncoder
from moderation.classifier.trunk import WINDOW, Trunk
from moderation.domain.folding import fold

SHIPPED = Path(__file__).parents[2] / "models"
CARD = read_card(SHIPPED, pointer_in(SHIPPED))


@pytest.fixture
def trunk(networks: None) -> Trunk:
    model = read_model(SHIPPED, CARD)
    assert model.blend is not None
    return Trunk((SHIPPED / CARD.version / TRUNK).read_bytes(), model.blend.pieces)


def test_begin_and_end_stand_around_each_window(trunk: Trunk) -> None:
    below = trunk.read("pool " * (2 * WINDOW + 1), 32)

    assert len(below.pieces.ids) == 2 * WINDOW + 1
    assert [len(states) for states in below.windows] == [WINDOW + 2, WINDOW + 2, 3]
    np.testing.assert_array_equal(below.windows[0], below.windows[1])


def test_no_more_windows_are_read_than_are_asked_for(trunk: Trunk) -> None:
    below = trunk.read("pool " * (5 * WINDOW), 4)

    assert len(below.pieces.ids) == 4 * WINDOW
    assert len(below.windows) == 4


def test_nothing_is_one_empty_window(trunk: Trunk) -> None:
    below = trunk.read("", 4)

    assert below.pieces.ids == []
    assert [len(states) for states in below.windows] == [2]


@pytest.mark.parametrize(
    "text",
    [
        "The Pool by the library is closed. Who asked the swimmers, and when was that?",
        "No.",
        "The pool is closed, and nobody asked the swimmers. " * 60,
        "The pool is closed, and nobody asked the swimmers. " * 500,
    ],
    ids=["two sentences", "a word", "several windows", "more than is looked at"],
)
def test_a_text_means_the_same_whoever_had_the_trunk_read_it(trunk: Trunk, text: str) -> None:
    sentences = SentenceEncoder((SHIPPED / CARD.version / SENTENCES).read_bytes(), trunk)

    by_itself = sentences.read(text)
    after_the_encoder = sentences.read(text, trunk.read(fold(text).text, 32).first(MOST_WINDOWS))

    np.testing.assert_array_equal(after_the_encoder.whole, by_itself.whole)
    np.testing.assert_array_equal(after_the_encoder.sentences, by_itself.sentences)
    assert after_the_encoder.letters == by_itself.letters
