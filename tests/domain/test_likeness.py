"""Copies are alike whatever a campaign changes in them, and honest texts are not, however much they share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.domain.likeness import (
    ALIKE,
    FINGERPRINTS,
    fingerprints,
    is_telling,
    likeness,
    own_words,
    runs_in,
    words_of,
)

SITE = b"1"
CAMPAIGN = (
    "Hi Anna, I lost my job in spring and now I earn 500 a week from home, just ask coach Daniel on his page "
    "https://coach-daniel.example/start?utm_source=a1 and he will show you everything!"
)
ARTICLE = (
    "The council votes on the budget tonight, and two libraries may have to close before the summer comes."
)


def of(text: str) -> list[int]:
    return fingerprints(words_of(text), SITE)


def alike(one: str, other: str) -> float:
    return likeness(words_of(one), words_of(other))


@pytest.mark.parametrize(
    "copy",
    [
        CAMPAIGN.upper(),
        CAMPAIGN.replace("Hi Anna", "Good evening dear Mr Okonkwo"),
        CAMPAIGN.replace("!", " 🔥🔥💰"),
        CAMPAIGN.replace("a1", "zz9").replace("start", "start/"),
        CAMPAIGN.replace("a", "а").replace("e", "е").replace("o", "о"),  # Cyrillic
        CAMPAIGN.replace("job", "j\u200bob").replace("coach", "c.o.a.c.h"),
        CAMPAIGN.replace("500", "730").replace("spring", "autumn"),
        CAMPAIGN.replace("Daniel", "Marvin"),
        f"What a fine article about the libraries.\n\n{CAMPAIGN}",
        f"{CAMPAIGN}\nHave a blessed day everybody, see you there",
    ],
    ids="case greeting emoji tracking twins hidden figures name line-before line-after".split(),
)
def test_a_copy_is_found_and_alike_whatever_was_changed_in_it(copy: str) -> None:
    assert set(of(copy)) & set(of(CAMPAIGN))
    assert alike(copy, CAMPAIGN) >= ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "I think the council should have asked the people who live on the street before closing it to cars.",
            "I think the council should have asked the shopkeepers, since they are the ones who pay for it all.",
        ),
        (
            "Great article, thank you so much for writing about the libraries.",
            "Great article, thank you so much! My mother worked at the harbour when the old lamps were still lit.",
        ),
        (
            "See https://news.example/2026/budget for the numbers of last year.",
            "See https://news.example/2019/harbour-lights, they knew it all back then.",
        ),
    ],
    ids="opening formula same-site".split(),
)
def test_honest_texts_are_not_alike(one: str, other: str) -> None:
    assert alike(one, other) < ALIKE


@pytest.mark.parametrize(
    "text", ["Well said", "Thank you!", "+1", "🔥🔥🔥", "", "I love this song so much", "…"]
)
def test_short_texts_have_no_fingerprints(text: str) -> None:
    assert of(text) == []


@pytest.mark.parametrize("text", ["Earn now: https://a.example/x", "www.a.example"])
def test_a_short_text_with_a_link_has_some(text: str) -> None:
    assert of(text) != []


def test_the_same_words_have_other_fingerprints_under_another_key() -> None:
    assert not set(of(CAMPAIGN)) & set(fingerprints(words_of(CAMPAIGN), b"2"))


def test_what_is_quoted_is_not_ones_own() -> None:
    words = words_of(f"“{ARTICLE}” That is not what they said in March.")

    assert own_words(words, runs_in([words_of(ARTICLE)])) == words_of("That is not what they said in March.")
    assert own_words(words, runs_in([words_of("Another article about the harbour and its lamps.")])) == words


def test_a_text_that_is_wholly_quoted_leaves_nothing_to_tell() -> None:
    assert not is_telling(own_words(words_of(ARTICLE), runs_in([words_of(ARTICLE)])))


@given(st.text(max_size=300), st.text(max_size=300))
def test_likeness_is_a_share_the_same_both_ways_and_whole_with_itself(one: str, other: str) -> None:
    first, second = words_of(one), words_of(other)

    assert likeness(first, first) == 1
    assert 0 <= likeness(first, second) == likeness(second, first) <= 1


@given(st.text())
def test_fingerprints_are_few_and_fit_into_a_column(text: str) -> None:
    numbers = of(text)

    assert len(set(numbers)) == len(numbers) <= FINGERPRINTS
    assert all(-(2**63) <= number < 2**63 for number in numbers)


def test_characters_that_are_whole_phrases_count_for_nothing() -> None:
    """As each of them unfolds to eighteen letters, a comment of them would be as long as a book."""
    assert words_of("peace \N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM} be upon him") == words_of(
        "peace be upon him"
    )
    assert not is_telling(words_of("\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * 10_000))
