"""OFF_TOPIC follows nearness to the article, and lets pass what says too little."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from moderation.classifier.topic import FEATURES
from moderation.domain.scores import ArticleText
from tests.small_model import ARTICLES, small_model


@pytest.mark.parametrize("words", ["", "i like", "you the", "very much i like the"])
def test_a_reaction_that_tells_nothing_is_never_off_topic(words: str) -> None:
    (likely,) = small_model().topic.probabilities([(words, ARTICLES["tram"], None)])

    assert likely == 0


def test_sharing_the_articles_words_is_measured_as_nearness() -> None:
    topic = small_model().topic

    text = "the tram is closed"
    near, far = topic.measured([(text, ARTICLES["tram"], None), (text, ARTICLES["museum"], None)])

    for feature in ("title", "nearest", "nearest_z", "shared"):
        assert near[FEATURES.index(feature)] > far[FEATURES.index(feature)]


def test_the_parents_words_are_measured() -> None:
    topic = small_model().topic
    at = FEATURES.index("parent")

    garden = ARTICLES["garden"]
    alone, answering = topic.measured([("the tram", garden, None), ("the tram", garden, "my tram")])

    assert alone[at] == 0
    assert answering[at] > 0


@pytest.mark.parametrize(
    "article", [ArticleText("Tram"), ArticleText("?"), ArticleText("Tram", "word " * 20_000)]
)
def test_any_article_gives_a_probability(article: ArticleText) -> None:
    likely = small_model().topic.probabilities([("the tram is closed again", article, None)])

    assert np.all((likely >= 0) & (likely <= 1))


def test_a_head_that_was_asked_goes_into_its_file_as_before() -> None:
    topic = small_model().topic
    asked = pickle.loads(pickle.dumps(topic))  # noqa: S301 - our own bytes

    asked.probabilities([("the tram is closed", ARTICLES["tram"], "my tram")])

    assert pickle.dumps(asked) == pickle.dumps(pickle.loads(pickle.dumps(topic)))  # noqa: S301
