"""Tests for what is learned about advertising, on the small model's features."""

from __future__ import annotations

from pathlib import Path

import pytest

from moderation.classifier.artefact import current_model
from moderation.classifier.courtesy import CourtesyHead
from moderation.classifier.words import plain
from moderation.domain.folding import fold
from moderation.training.fit_spam import HOLD_FOR_SPAM, fit_spam, linking, spam_threshold
from moderation.training.rows import Row
from moderation.training.spam_quality import spam_quality
from tests.small_model import small_model

CHECKOUT = Path(__file__).parents[2]
ADVERTS = [f"Cheap tyres number {at}, order now at www.tyres-{at}.example" for at in range(60)]
TALK = [f"I went to the harbour on day {at} and the tram was late." for at in range(400)]


SOURCES = [f"The council says so itself, see www.minutes-{at}.example/page" for at in range(60)]


@pytest.fixture(scope="module")
def head() -> CourtesyHead:
    return learned()


def learned(*linked: Row) -> CourtesyHead:
    rows = [Row(text, "own", {"SPAM": 1.0}) for text in ADVERTS]
    rows += [Row(text, "own", {"SPAM": 0.0}) for text in TALK[:60]]
    return fit_spam(small_model().courtesy, {"learn": rows[::2], "calibrate": rows[1::2]}, natural(), linked)


def natural() -> list[Row]:
    return [Row(text, "wiki", {"TOXICITY": 0.0}, natural=True) for text in TALK[60:]]


def score(head: CourtesyHead, text: str) -> float:
    return float(head.probabilities(head.features.transform([plain(fold(text).text)]))[0, 0])


def test_an_advert_scores_above_talk(head: CourtesyHead) -> None:
    advert = score(head, "Cheap tyres, order now at www.best-tyres.com")

    assert advert > 5 * score(head, "The tram to the harbour was late again.")
    assert advert >= spam_threshold(head, natural())


def test_an_address_that_nobody_can_own_is_nothing_that_advertises(head: CourtesyHead) -> None:
    assert score(head, "We met at harbour.example on day 3.") <= score(
        head, "We met at harbour.com on day 3."
    )


def test_who_links_in_a_conversation_names_a_source(head: CourtesyHead) -> None:
    taught = learned(*(Row(text, "wiki", {"TOXICITY": 1.0}) for text in SOURCES))
    source, advert = (
        "The report is at www.council-papers.com/page",
        "Cheap tyres, order at www.best-tyres.com",
    )

    assert score(taught, source) < score(head, source) / 2
    assert score(taught, advert) > 5 * score(taught, source)


def test_only_conversations_that_carry_a_link_are_taken_for_sources() -> None:
    rows = [
        Row("See https://council.example/minutes", "wiki", {}),
        Row("I said so before.", "wiki", {}),
        Row("See https://council.example/minutes", "youtube_spam", {"SPAM": 1.0}),
    ]

    assert linking(rows) == rows[:1]


def test_the_shipped_model_finds_adverts_and_lets_sources_pass() -> None:
    found = spam_quality(current_model(CHECKOUT / "models")[0], CHECKOUT / "training_data")

    assert found is not None
    assert found["auc"]["low"] >= 0.95
    assert found["held"]["advert"]["value"] >= 0.85
    assert found["held"]["linked"]["value"] <= 0.15
    assert found["held"]["relevant"]["value"] == 0


def test_a_model_that_tells_no_advertising_is_not_measured() -> None:
    assert spam_quality(small_model(), CHECKOUT / "training_data") is None


def test_the_threshold_holds_hardly_any_natural_comment(head: CourtesyHead) -> None:
    held = [score(head, row.text) >= spam_threshold(head, natural()) for row in natural()[1::2]]

    assert sum(held) <= max(1, HOLD_FOR_SPAM * len(held) * 2)
