"""Texts reach readers whole, harmless, and with links that can be followed."""

from __future__ import annotations

import html
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.web.embed.wording import lead, linked, paragraphs

TAG = re.compile(r"<[^>]*>")
A_LINK = re.compile(r'<a href="https?://[^"<>]+" rel="ugc nofollow noopener">|</a>', re.IGNORECASE)
PIECES = st.lists(
    st.sampled_from(["http://", "https://a.b", '"', "'", "<b>", "&amp;", "(", ")", ".", " ", "\n", "é"])
)


@given(st.text() | PIECES.map("".join))
def test_a_linked_text_says_every_word_that_was_written(text: str) -> None:
    said = html.unescape(TAG.sub("", linked(text)))

    assert said.split() == text.split()


@given(st.text() | PIECES.map("".join))
def test_the_only_tags_in_a_linked_text_are_our_links(text: str) -> None:
    tags = TAG.findall(linked(text))

    assert [tag for tag in tags if not A_LINK.fullmatch(tag)] == []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("See https://example.org/a.", "https://example.org/a"),
        ("(https://example.org/a)", "https://example.org/a"),
        ("https://example.org/a_(b)!", "https://example.org/a_(b)"),
        ("HTTP://EXAMPLE.ORG?a=1&b=2,", "HTTP://EXAMPLE.ORG?a=1&amp;b=2"),
    ],
)
def test_the_punctuation_after_an_address_is_not_part_of_it(text: str, address: str) -> None:
    assert f'<a href="{address}" rel="ugc nofollow noopener">{address}</a>' in linked(text)


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "https://", "http://.", "www.example.org", "ftp://a.b"]
)
def test_what_is_no_web_address_is_no_link(text: str) -> None:
    assert "<a" not in linked(text)


def test_a_lead_ends_between_words() -> None:
    begun = lead("word " * 100)

    assert begun.endswith("word\N{NO-BREAK SPACE}…")


def test_long_texts_keep_nobody_waiting() -> None:
    began = time.monotonic()

    for _ in range(100):
        assert len(lead("a b c d " * 25_000)) < 230
        assert linked("http://x" + ")" * 9_990).endswith("</a>" + ")" * 9_990)

    assert time.monotonic() - began < 2.5


def test_an_empty_line_parts_paragraphs() -> None:
    assert paragraphs("One\nstill one\n\n \nTwo\n") == ["One\nstill one", "Two"]
