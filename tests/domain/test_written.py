"""Texts as they were sent: where sentences stand, and where each stood in UTF-16 units and in HTML."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.domain.stories import of_one_page, spellings
from moderation.domain.written import MOST_SENTENCES, from_html, plainly, sentences


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        (" \n ", []),
        ("One", ["One"]),
        ("One. Two!  Three?!", ["One.", "Two!", "Three?!"]),
        ('He said "no." Then… 3.5 of it.', ['He said "no."', "Then…", "3.5 of it."]),
        ("A line\nand another\r\n\r\nend.", ["A line", "and another", "end."]),
    ],
    ids=map(str, range(6)),
)
def test_sentences(text: str, found: list[str]) -> None:
    assert [text[begin:end] for begin, end in sentences(text)] == found


@given(st.text())
def test_sentences_follow_one_another_and_leave_out_nothing_but_space(text: str) -> None:
    places = sentences(text)
    left_out = text
    for begin, end in reversed(places):
        left_out = left_out[:begin] + left_out[end:]

    assert places == sorted(places)
    assert not left_out.strip()


@pytest.mark.parametrize("count", [MOST_SENTENCES, MOST_SENTENCES + 1, 10_000])
def test_where_there_are_very_many_sentences_neighbours_are_taken_together(count: int) -> None:
    places = sentences("A.\n" * count)

    assert (places[0][0], places[-1][1]) == (0, 3 * count - 1)
    assert MOST_SENTENCES // 2 < len(places) <= MOST_SENTENCES


@given(st.text(st.characters(exclude_categories=["Cs"])), st.data())
def test_places_count_utf_16_units(text: str, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, len(text)))
    low, high = plainly(text).utf16(begin, end)

    assert text.encode("utf-16-le")[2 * low : 2 * high].decode("utf-16-le") == text[begin:end]
    assert plainly(text).whole == (0, len(text.encode("utf-16-le")) // 2)


@given(st.text(st.sampled_from("<>/!-&#;abx0 😀")))
def test_any_html_is_read_and_its_ends_are_the_ends_of_what_was_sent(html: str) -> None:
    written = from_html(html)

    assert written.utf16(0, len(written.text)) == written.whole


def test_html_shows_its_text_and_entities_count_as_what_they_show() -> None:
    html = "<p>You 😀 idi&#111;t &amp; <!-- no --> <b>2 < 3</b>"
    written = from_html(html)
    begin = written.text.index("idiot")

    assert written.text == " You 😀 idiot &    2 < 3 "
    assert (
        html.encode("utf-16-le")[2 * written.utf16(begin, begin + 5)[0] :]
        .decode("utf-16-le")
        .startswith("idi&")
    )


@pytest.mark.parametrize("piece", ["<!--", "<a", "&a", ". ", ".", '."', " ", "a ", "a\n", "<"])
def test_no_text_takes_long(piece: str) -> None:
    began = time.process_time()
    written = from_html("a" + piece * (20_000 // len(piece)) + "b")
    sentences(written.text)

    assert time.process_time() - began < 1


def test_a_story_is_looked_for_as_it_may_have_been_spelt() -> None:
    assert spellings("https://a.example/b/?commentID=7&page=2#top") == (
        "https://a.example/b/?commentID=7&page=2#top",
        "https://a.example/b/?page=2",
        "https://a.example/b/",
        "https://a.example/b",
    )
    assert spellings("https://a.example/b?commentID=7")[1:] == ("https://a.example/b", "https://a.example/b/")
    assert of_one_page("https://a.example/b/?commentID=7&page=2#top") == (
        "https://a.example/b/?page=2",
        "https://a.example/b?page=2",
        "http://a.example/b/?page=2",
        "http://a.example/b?page=2",
    )
    assert spellings("ftp://a.example/") == spellings("https://a.example/" + "b" * 2000) == ()
