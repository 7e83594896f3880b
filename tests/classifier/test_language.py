"""A language named for the text is believed, else the one it is surely in, else that of its article."""

from __future__ import annotations

import pytest

from moderation.classifier.language import foreign

KNOWN = ("en",)
GERMAN = "Das ist wirklich eine sehr gute Nachricht für uns alle."
ENGLISH = "This is good news for all of us who use the library."


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
        "😫😓😏😪😔😖😌😭😎😚😘😙😗😋😝😜😛😍😒😞😷😶😵😳😲😱😟😰😩😨",
        "https://example.org/8f3kQz9LmT2vXw7b",
    ],
)
def test_in_doubt_the_articles_language_decides(text: str) -> None:
    assert foreign(text, KNOWN) is None
    assert foreign(text, KNOWN, around="en-GB") is None
    assert foreign(text, KNOWN, around="de-AT") == "de"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (GERMAN, "de"),
        ("Je ne suis pas du tout d'accord avec cet article.", "fr"),
        ("Это глупая статья, и автор ничего не понимает.", "ru"),
        ("바보 같은 소리", "ko"),
    ],
)
def test_foreign_text_is_named(text: str, language: str) -> None:
    assert foreign(text, KNOWN) == language


@pytest.mark.parametrize("named", ["en", "en-GB", "EN_us"])
def test_a_named_language_is_believed(named: str) -> None:
    assert foreign(GERMAN, KNOWN, named=named) is None


def test_a_named_foreign_language_is_believed_too() -> None:
    assert foreign("This is English all the same.", KNOWN, named="ar-EG") == "ar"


def test_foreign_text_is_foreign_under_an_english_article_too() -> None:
    assert foreign(GERMAN, KNOWN, around="en") == "de"


def test_english_text_is_english_under_a_foreign_article_too() -> None:
    assert foreign(ENGLISH, KNOWN, around="de") is None


def test_quoting_another_language_does_not_make_a_text_foreign() -> None:
    text = f"He said in the interview that it was: {GERMAN} {GERMAN} {GERMAN}"

    assert foreign(text, KNOWN, around="en") is None


def test_a_name_for_the_text_outweighs_its_words_and_its_article() -> None:
    assert foreign(GERMAN, KNOWN, named="en", around="de") is None
