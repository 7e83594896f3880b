"""Warm retraining moves the model by what decisions say, no further than they reach."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import logit

from moderation.classifier.artefact import current_model
from moderation.classifier.model import Model
from moderation.domain.scores import ScoredText
from moderation.training.evaluate import scores_of
from moderation.training.own_rows import own_rows
from moderation.training.rows import Row
from moderation.training.stepping import level_moved
from moderation.training.warm import retrained
from tests.small_model import ARTICLES, THINGS, small_model

VERSION = "2026.01.01-2"
SHIPPED = Path(__file__).parents[2] / "models"
TRAM = replace(ARTICLES["tram"], title="The funicular tram opens again")  # a telling word


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
    text = "My cat sleeps under the harbour library market"
    rows = [Row(text, "decisions", {"OFF_TOPIC": 1.0}, article=TRAM) for _ in range(30)]

    after = retrained(small_model(), rows, VERSION)

    assert _off_topic(after, text) > _off_topic(small_model(), text)


def test_decisions_teach_words_without_shifting_how_many_are_held() -> None:
    steady = shades()
    learned = [
        Row(f"You are a {each} fan, leave it at that", "decisions", {"TOXICITY": 0.0}, weight=10.0)
        for each in THINGS
    ]
    before = small_model()

    carried = retrained(before, learned, VERSION)
    level = retrained(before, learned, VERSION, steady)

    assert _held(carried, steady) < _held(before, steady)
    assert _held(level, steady) == _held(before, steady)
    assert _score(level, "that fan") < _score(before, "that fan")


def test_the_topic_head_keeps_its_level_too() -> None:
    texts = [
        "My cat sleeps",
        "I like the tram",
        "The harbour was closed",
        "The tram opens again",
        "A cat and a tram",
    ]
    steady = [Row(text, "own", {}, article=TRAM) for text in texts]
    learned = [Row("My cat likes the harbour", "decisions", {"OFF_TOPIC": 0.0}, article=TRAM)] * 30
    before = small_model()

    after = retrained(before, learned, VERSION, steady)

    assert not np.array_equal(after.topic.weights, before.topic.weights)
    assert after.topic.intercept != retrained(before, learned, VERSION).topic.intercept


def test_an_attribute_that_no_decision_speaks_of_stays_as_it_was() -> None:
    learned = [Row("You are a stupid fool", "decisions", {"INSULT": 0.0})]

    after = retrained(small_model(), learned, VERSION, shades()).courtesy

    untouched = [column for column, name in enumerate(after.attributes) if name != "INSULT"]
    assert np.array_equal(after.intercepts[untouched], small_model().courtesy.intercepts[untouched])


@given(
    st.lists(st.floats(-8, 8), min_size=2, max_size=40, unique=True), st.floats(0.01, 0.99), st.floats(-3, 3)
)
def test_a_shift_of_everything_is_taken_off_whole(
    before: list[float], threshold: float, shift: float
) -> None:
    old = np.array(before)

    assert level_moved(old, old + shift, threshold) == pytest.approx(shift, abs=1e-6)


def shades() -> list[Row]:
    """Sentences from polite to rude, so that some lie close to any threshold."""
    kind = "I praise the garden very much wrote that".split()
    harsh = "You are a stupid moron leave it at".split()
    return [Row(" ".join([*harsh[:rude], *kind[rude:]]), "own", {}) for rude in range(9)]


def _held(model: Model, rows: list[Row]) -> int:
    return sum(_score(model, row.text) >= model.thresholds["TOXICITY"] for row in rows)


def _score(model: Model, text: str, attribute: str = "TOXICITY") -> float:
    (scores,) = model.score_many([ScoredText(text)], evidence=False)
    return scores.values[attribute]


def _off_topic(model: Model, text: str) -> float:
    (scores,) = model.score_many([ScoredText(text, article=TRAM)], evidence=False)
    return scores.values["OFF_TOPIC"]


@pytest.fixture(scope="module")
def shipped(networks: None) -> Model:
    """The model that ships, which no training changes."""
    return current_model(SHIPPED)[0]


@pytest.fixture(scope="module")
def some_check_rows() -> list[Row]:
    """A third of them, which is plenty to tell a level by."""
    return own_rows(SHIPPED.parent / "training_data", "check")[::3]


def test_both_members_together_move_by_what_decisions_say(shipped: Model) -> None:
    before = shipped
    text = "The committee is a proper shower of numpties"
    rows = [Row(text, "decisions", {"DISCOURTESY": 1.0, "LIKELY_TO_REJECT": 1.0})] * 3

    after = retrained(before, rows, VERSION)

    assert after.members == before.members == ("fast", "encoder", "sentences")
    assert after.encoder is before.encoder
    assert _score(after, text, "DISCOURTESY") > _score(before, text, "DISCOURTESY") + 0.1
    assert _score(after, "A fine day for the regatta.", "DISCOURTESY") == pytest.approx(
        _score(before, "A fine day for the regatta.", "DISCOURTESY"), abs=0.02
    )


def test_the_head_over_meanings_learns_what_is_off_topic_too_and_keeps_its_level(shipped: Model) -> None:
    before = shipped
    stray = "Does anybody know a good recipe for plum cake, mine always falls in the middle of the tin?"
    others = [
        "When does the tram reach the harbour?",
        "The fare is too high for old people.",
        "Build it already.",
    ]
    rows = [Row(stray, "decisions", {"OFF_TOPIC": 1.0}, article=TRAM)] * 3
    steady = [Row(text, "own", {"OFF_TOPIC": 0.0}, article=TRAM) for text in [*others, stray] * 5]

    freely, levelled = retrained(before, rows, VERSION), retrained(before, rows, VERSION, steady)

    assert _off_topic(freely, stray) > _off_topic(before, stray)
    threshold = before.thresholds["OFF_TOPIC"]
    for texts in (others, [stray]):
        held = [sum(_off_topic(model, text) >= threshold for text in texts) for model in (before, levelled)]
        assert held[0] == held[1]
    assert before.near is not None
    assert freely.near is not None
    assert (freely.near.among.weights != before.near.among.weights).any()


def test_what_is_rejected_makes_its_like_likelier_to_be_rejected(shipped: Model) -> None:
    before = shipped
    text = "Nobody asked you, dear."
    rows = [Row(text, "decisions", {"LIKELY_TO_REJECT": label}) for label in (0.0,) * 10]

    after = retrained(before, rows, VERSION)

    assert _score(after, text, "LIKELY_TO_REJECT") < _score(before, text, "LIKELY_TO_REJECT")
    assert _score(after, text, "DISCOURTESY") == _score(before, text, "DISCOURTESY")


def test_the_fast_member_alone_moves_no_further_than_both_together(
    shipped: Model, some_check_rows: list[Row]
) -> None:
    before, steady = shipped, some_check_rows
    text = "The committee is a proper shower of numpties"

    after = retrained(before, [Row(text, "decisions", {"DISCOURTESY": 1.0})] * 3, VERSION, steady)

    together, alone = (
        logit(_score(new, text, "DISCOURTESY")) - logit(_score(old, text, "DISCOURTESY"))
        for old, new in ((before, after), (before.fast_alone(), after.fast_alone()))
    )
    assert alone == pytest.approx(together, rel=0.2)


def test_decisions_leave_the_level_of_both_models_where_it_was(
    shipped: Model, some_check_rows: list[Row]
) -> None:
    before, steady = shipped, some_check_rows
    rows = [Row(row.text, "decisions", {"DISCOURTESY": 1.0}) for row in steady[::3]]

    after = retrained(before, rows, VERSION, steady)

    for old, new in ((before, after), (before.fast_alone(), after.fast_alone())):
        held_before, held_after = (
            np.mean(
                [
                    each.values["DISCOURTESY"] >= old.thresholds["DISCOURTESY"]
                    for each in scores_of(model, steady)
                ]
            )
            for model in (old, new)
        )
        assert held_after == pytest.approx(held_before, abs=0.01)
