"""What the encoder is taught: known labels in their weights, unknown ones not at all, and marks on the right pieces."""

from __future__ import annotations

import numpy as np
import pytest

from moderation.classifier.wordpieces import WordPieces
from moderation.training.corpora.news import MARKS, Marked
from moderation.training.encoder.examples import MOST_PIECES, TASKS, batches, examples
from moderation.training.rows import Row

PIECES = WordPieces("[PAD] [UNK] [CLS] [SEP] you are idiot ##s ! a fine day".split())


@pytest.fixture
def chance() -> np.random.Generator:
    return np.random.default_rng(1)


def test_unknown_labels_weigh_nothing(chance: np.random.Generator) -> None:
    (taught,) = examples([Row("a fine day", "own", {"INSULT": 0.25}, weight=2.0)], {}, PIECES, chance)

    known = TASKS.index("INSULT")
    assert taught.labels[known] == 0.25
    assert taught.weights[known] == 2.0
    assert taught.weights.sum() == 2.0


def test_marks_fall_on_the_pieces_of_the_marked_characters(chance: np.random.Generator) -> None:
    text = "you are ïdiots"
    shares = np.zeros((len(MARKS), len(text)))
    shares[0, 8:14] = 0.75

    taught = examples([Row(text, "own", {})] * 20, {text: Marked(text, shares)}, PIECES, chance)

    marked = next(each for each in taught if each.marks is not None)
    assert marked.marks is not None
    assert marked.ids.tolist() == [2, 4, 5, 6, 7, 3]
    assert marked.marks[:, 0].tolist() == [0, 0, 0, 0.75, 0.75, 0]


def test_a_few_lose_their_punctuation_and_their_marks(chance: np.random.Generator) -> None:
    text = "you idiot!"
    marked = {text: Marked(text, np.ones((len(MARKS), len(text))))}

    taught = examples([Row(text, "own", {})] * 400, marked, PIECES, chance)

    bare = [each for each in taught if len(each.ids) == 4]
    assert 0.1 < len(bare) / 400 < 0.2
    assert all(each.marks is None for each in bare)


def test_batches_hold_every_example_once_and_no_more_pieces_than_wanted(chance: np.random.Generator) -> None:
    rows = [Row("you " * (1 + at % 150), "own", {"INSULT": float(at)}) for at in range(300)]

    made = list(batches(examples(rows, {}, PIECES, chance), 0, chance, tokens=512))

    seen = np.concatenate([batch.labels[:, TASKS.index("INSULT")] for batch in made])
    assert sorted(seen.tolist()) == list(range(300))
    assert all(batch.ids.size <= 512 + MOST_PIECES for batch in made)
