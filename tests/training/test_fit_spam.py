"""Tests for what is learned about advertising, on the small model's features."""

from __future__ import annotations

import pytest

from moderation.classifier.courtesy import CourtesyHead
from moderation.classifier.words import plain
from moderation.domain.folding import fold
from moderation.training.fit_spam import HOLD_FOR_SPAM, fit_spam, spam_threshold
from moderation.training.rows import Row
from tests.small_model import small_model

ADVERTS = [f"Cheap tyres number {at}, order now at www.tyres-{at}.example" for at in range(60)]
TALK = [f"I went to the harbour on day {at} and the tram was late." for at in range(400)]


@pytest.fixture(scope="module")
def head() -> CourtesyHead:
    rows = [Row(text, "own", {"SPAM": 1.0}) for text in ADVERTS]
    rows += [Row(text, "own", {"SPAM": 0.0}) for text in TALK[:60]]
    return fit_spam(small_model().courtesy, {"learn": rows[::2], "calibrate": rows[1::2]}, natural())


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


def test_the_threshold_holds_hardly_any_natural_comment(head: CourtesyHead) -> None:
    held = [score(head, row.text) >= spam_threshold(head, natural()) for row in natural()[1::2]]

    assert sum(held) <= max(1, HOLD_FOR_SPAM * len(held) * 2)
