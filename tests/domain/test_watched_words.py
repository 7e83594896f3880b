"""Listed words are found as whole words, disguised or not, in the order of the list and in time."""

from __future__ import annotations

import re
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.domain.folding import folded_text
from moderation.domain.watched_words import words_in

WORDS = st.text(st.sampled_from("ab_+. "), min_size=1, max_size=5)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Shut up, you P0X", ["pox", "shut up"]),
        ("epoxy and shut upper", []),
        ("I write C++ at night", ["c++"]),
        ("c++x", []),
        ("shut", []),
        ("shut it", ["shut it"]),
        ("", []),
    ],
)
def test_whole_words_and_phrases_are_found_in_the_order_of_the_list(text: str, found: list[str]) -> None:
    assert words_in(text, ("pox", "shut up", "C++", "shut it", "\u200b")) == [
        {"c++": "C++"}.get(word, word) for word in found
    ]


@given(st.text(st.sampled_from("ab_+. "), max_size=30), st.lists(WORDS, max_size=6))
def test_a_listed_word_is_found_exactly_where_a_search_for_it_alone_finds_it(
    text: str, listed: list[str]
) -> None:
    plain = folded_text(text)
    folded = [(word, folded_text(word).strip()) for word in listed]

    assert words_in(text, listed) == [
        word for word, sought in folded if sought and re.search(rf"(?<!\w){re.escape(sought)}(?!\w)", plain)
    ]


def test_many_listed_words_hardly_slow_a_long_text() -> None:
    listed = tuple(f"word{place}x" if place % 2 else f"the odd word{place}x" for place in range(20_000))
    text = ("the odd words of word29x are " * 345)[:10_000]
    words_in(text, listed, listed[::7])

    took = []
    for _ in range(3):
        started = perf_counter()
        found = words_in(text, listed, listed[::7])
        took.append(perf_counter() - started)

    assert found == ["word29x"]
    assert min(took) < 0.1


def test_an_allowed_phrase_excuses_what_stands_inside_it_and_nothing_else() -> None:
    allowed = ["Moby Dick", "Scunthorpe"]

    assert words_in("M0by Dick swam", ["dick"], allowed) == []
    assert words_in("Moby Dick, you dick", ["dick"], allowed) == ["dick"]
    assert words_in("Moby Dick", ["moby dick swam", "dick"], allowed) == []
    assert words_in("Moby Dick swam", ["moby dick swam", "dick"], allowed) == ["moby dick swam"]
    assert words_in("Scunthorpe and a cunt", ["cunt"], allowed) == ["cunt"]
