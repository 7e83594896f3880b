"""Only confidently foreign text is refused; short or doubtful text is taken for English."""

from __future__ import annotations

import pytest

from moderation.classifier.language import foreign

KNOWN = ("en",)


@pytest.mark.parametrize(
    "text",
    [
        "Well said!",
        "lol",
        "",
        "GUTTED 💔💔💔",
        "Touché, mon ami.",
        "Danke!",
        "12.50?",
        "yes yes yes yes yes",
    ],
)
def test_short_or_doubtful_text_is_let_pass(text: str) -> None:
    assert foreign(text, None, KNOWN) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Das ist wirklich eine sehr gute Nachricht für uns alle.", "de"),
        ("Je ne suis pas du tout d'accord avec cet article.", "fr"),
        ("Это глупая статья, и автор ничего не понимает.", "ru"),
        ("바보 같은 소리", "ko"),
    ],
)
def test_foreign_text_is_named(text: str, language: str) -> None:
    assert foreign(text, None, KNOWN) == language


@pytest.mark.parametrize("named", ["en", "en-GB", "EN_us"])
def test_a_named_language_is_believed(named: str) -> None:
    assert foreign("Das ist wirklich eine sehr gute Nachricht für uns alle.", named, KNOWN) is None


def test_a_named_foreign_language_is_believed_too() -> None:
    assert foreign("This is English all the same.", "ar-EG", KNOWN) == "ar"
