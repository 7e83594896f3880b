"""No comment is off topic under an article that is about nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from moderation.classifier.artefact import current_model
from moderation.classifier.model import Model
from moderation.domain.scores import ArticleText, Others, ScoredText

SHIPPED = Path(__file__).parents[2] / "models"
STRIKER = "He scored thirty goals last season, and will get twenty for us easily."
REST = [
    ArticleText(title) for title in ("Rovers sign a striker", "Bread becomes dearer", "A wing for children")
]


@pytest.fixture(scope="module")
def whole(networks: None) -> Model:
    return current_model(SHIPPED)[0]


@pytest.fixture(scope="module")
def others(whole: Model) -> Others:
    profiles = [profile for article in REST if (profile := whole.profile(article))]
    return Others(profiles[0].made_by, (1, 2, 3), b"".join(each.lead for each in profiles))


def off_topic(model: Model, article: ArticleText) -> float:
    (scores,) = model.score_many([ScoredText(STRIKER, article)], evidence=False)
    return scores.values.get("OFF_TOPIC", 0.0)


@pytest.mark.parametrize(
    "title", ["?", "What do you think?", "Why?", "\N{ZERO WIDTH SPACE}", "\N{CAMERA}", "The"]
)
@pytest.mark.parametrize("text", ["", "So it is, and so it was."])
def test_nothing_strays_from_an_article_that_says_nothing(
    whole: Model, others: Others, title: str, text: str
) -> None:
    article = ArticleText(title, text, others=others)

    assert off_topic(whole, article) == 0
    assert off_topic(whole.without_sentences(), article) == 0


@pytest.mark.parametrize(
    "article", [ArticleText("Why?", "The council closes libraries."), ArticleText("Libraries")]
)
def test_a_single_telling_word_is_enough_to_stray_from(
    whole: Model, others: Others, article: ArticleText
) -> None:
    assert off_topic(whole, replace(article, others=others)) > whole.thresholds["OFF_TOPIC"]
