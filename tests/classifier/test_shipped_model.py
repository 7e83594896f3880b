"""The model that ships loads, is what its card says, and orders the obvious."""

from __future__ import annotations

from pathlib import Path

import pytest

from moderation.classifier.artefact import ARTEFACT, current_model
from moderation.classifier.card import Card
from moderation.classifier.model import Model
from moderation.domain.scores import ArticleText, ScoredText

SHIPPED = Path(__file__).parent.parent.parent / "models"
ARTICLE = ArticleText(
    "Council votes to close the old bridge for two years",
    "The city council voted on Monday to close the old bridge for repairs. Engineers found cracks in two pillars. "
    "Buses will take the northern road, and traders fear for their customers.",
)


@pytest.fixture(scope="module")
def shipped() -> tuple[Model, Card]:
    return current_model(SHIPPED)


def test_it_is_small_enough_to_ship(shipped: tuple[Model, Card]) -> None:
    _, card = shipped

    assert (SHIPPED / card.version / ARTEFACT).stat().st_size <= 30_000_000
    assert sum((SHIPPED / card.version / file).stat().st_size for file in card.networks) <= 30_000_000


def test_its_card_covers_every_attribute_it_measures(shipped: tuple[Model, Card]) -> None:
    model, card = shipped
    (scores,) = model.score_many([ScoredText("Good.", article=ARTICLE)], evidence=False)

    assert set(scores.values) == set(card.attributes)
    assert set(card.attributes) - set(card.thresholds) == {"LIKELY_TO_REJECT"}
    assert {"TOXICITY", "INSULT", "PROFANITY", "IDENTITY_ATTACK", "DISCOURTESY", "OFF_TOPIC"} <= set(
        card.thresholds
    )
    assert all(source["licence"] for source in card.sources)
    assert card.languages == ("en",)


@pytest.mark.parametrize(
    ("attribute", "worse", "better"),
    [
        ("TOXICITY", "You are an idiot and a liar.", "I think you are wrong about the costs."),
        ("TOXICITY", "What a pathetic, stupid article.", "What a thoughtful, careful article."),
        ("INSULT", "You are an idiot and a liar.", "The figures in the table are wrong."),
        ("INSULT", "You must be a complete m0r0n.", "You must be completely exhausted."),
        ("PROFANITY", "This is fucking bullshit.", "This is plainly untrue."),
        ("PROFANITY", "This is f.u.c.k.i.n.g bu11shit.", "This is plainly untrue."),
        (
            "IDENTITY_ATTACK",
            "Muslims are animals and should all be deported.",
            "Muslims held a feast in the park.",
        ),
        ("THREAT", "I will find you and kill you.", "I will find you a better seat."),
        (
            "DISCOURTESY",
            "Do come back when you have read a book, dear.",
            "Do read the book, it is a dear one.",
        ),
        ("DISCOURTESY", "You are a liar.", "I don't think you are a liar."),
        ("LIKELY_TO_REJECT", "You are an idiot and a liar.", "The figures in the table are wrong."),
    ],
)
def test_it_orders_the_obvious(shipped: tuple[Model, Card], attribute: str, worse: str, better: str) -> None:
    high, low = shipped[0].score_many([ScoredText(worse), ScoredText(better)], evidence=False)

    assert high.values[attribute] > low.values[attribute]


def test_what_is_plainly_insulting_is_over_its_threshold(shipped: tuple[Model, Card]) -> None:
    model, card = shipped
    (scores,) = model.score_many([ScoredText("You are a stupid idiot and a pathetic liar.")], evidence=False)

    assert scores.values["INSULT"] >= card.thresholds["INSULT"]


@pytest.mark.parametrize(
    "text",
    [
        "Well said!",
        "Thank you.",
        "I agree with every word.",
        "Great article, thanks.",
        "My shop is right behind the bridge. Two years without customers will close it for good.",
        "Who checked the pillars before? The council should publish the engineers' report.",
    ],
)
def test_courteous_comments_are_under_every_threshold(shipped: tuple[Model, Card], text: str) -> None:
    model, card = shipped
    (scores,) = model.score_many([ScoredText(text, article=ARTICLE)], evidence=False)

    assert not [name for name, least in card.thresholds.items() if scores.values[name] >= least]


def test_what_is_about_something_else_is_more_off_topic(shipped: tuple[Model, Card]) -> None:
    near, far = shipped[0].score_many(
        [
            ScoredText(
                "The old bridge carries all the buses of the northern traders; repairs were overdue.",
                article=ARTICLE,
            ),
            ScoredText(
                "My favourite recipe for lentil soup needs cumin, garlic and a little lemon juice.",
                article=ARTICLE,
            ),
        ],
        evidence=False,
    )

    assert far.values["OFF_TOPIC"] > 5 * near.values["OFF_TOPIC"]


def test_evidence_names_the_insult(shipped: tuple[Model, Card]) -> None:
    text = "With respect 🙂, you are an ïdiot, sir."
    (scores,) = shipped[0].score_many([ScoredText(text)], evidence=True)

    assert any("ïdiot" in text[span.begin : span.end] for span in scores.evidence["INSULT"])
