"""Warm retraining moves the model by what decisions say, no further than they reach."""

from __future__ import annotations

import numpy as np

from moderation.classifier.model import Model
from moderation.domain.scores import ScoredText
from moderation.training.rows import Row
from moderation.training.warm import retrained
from tests.small_model import ARTICLES, small_model

VERSION = "2026.01.01-2"


def test_without_labels_nothing_moves() -> None:
    before = small_model()

    after = retrained(before, [], VERSION)

    assert after.version == VERSION
    assert np.array_equal(after.courtesy.weights, before.courtesy.weights)
    assert np.array_equal(after.topic.weights, before.topic.weights)


def test_decisions_teach_a_new_word() -> None:
    text = "Such a numpty wrote this piece"
    rows = [
        Row(f"Such a numpty wrote {each}", "decisions", {"TOXICITY": 1.0})
        for each in ("it", "that", "all", "so")
    ]
    rows += [Row("They wrote this piece well", "decisions", {"TOXICITY": 0.0})]

    after = retrained(small_model(), rows, VERSION)

    assert _score(after, text) > _score(small_model(), text) + 0.2
    assert _score(after, "They wrote this piece") < _score(after, text)


def test_a_decision_moves_only_the_attributes_it_speaks_of() -> None:
    rows = [Row("You are a stupid fool", "decisions", {"INSULT": 0.0})]

    after = retrained(small_model(), rows, VERSION)

    untouched = [column for column, name in enumerate(after.courtesy.attributes) if name != "INSULT"]
    before = small_model().courtesy.weights
    assert np.array_equal(after.courtesy.weights[:, untouched], before[:, untouched])
    assert not np.array_equal(after.courtesy.weights, before)


def test_one_decision_turns_no_other_verdict() -> None:
    rows = [Row("You are a stupid clown, leave the tram", "decisions", {"TOXICITY": 0.0})]

    after = retrained(small_model(), rows, VERSION)

    assert _score(after, "You are a stupid liar, leave the budget") > 0.5


def test_decisions_on_topic_move_the_topic_head() -> None:
    article = ARTICLES["tram"]
    text = "My cat sleeps under the harbour library market"
    rows = [Row(text, "decisions", {"OFF_TOPIC": 1.0}, article=article) for _ in range(30)]

    after = retrained(small_model(), rows, VERSION)

    assert _off_topic(after, text) > _off_topic(small_model(), text)


def _score(model: Model, text: str) -> float:
    (scores,) = model.score_many([ScoredText(text)], evidence=False)
    return scores.values["TOXICITY"]


def _off_topic(model: Model, text: str) -> float:
    (scores,) = model.score_many([ScoredText(text, article=ARTICLES["tram"])], evidence=False)
    return scores.values["OFF_TOPIC"]
