"""Links are counted however they are glued, and the same page is told from another whoever sent us there."""

from __future__ import annotations

import pytest

from moderation.domain.links import links_in


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("See https://a.example/x.", ["a.example/x"]),
        ("(http://www.a.example/)", ["a.example"]),
        ("WWW.A.example, www.b.example!", ["A.example", "b.example"]),
        ("http://a.examplehttp://b.example", ["a.example", "b.example"]),
        ("https://awww.example is one, and a.example alone is none", ["a", "example"]),
        ("https:// nothing", []),
        ("", []),
    ],
)
def test_every_link_counts_once(text: str, links: list[str]) -> None:
    assert links_in(text) == links


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("a.example/x?utm_source=mail&utm_campaign=7", "a.example/x"),
        ("a.example/x?id=7&fbclid=IwAR0", "a.example/x?id=7"),
        ("a.example/x?ref=bob#comments", "a.example/x"),
        ("a.example/watch?v=abc&si=q1", "a.example/watch?v=abc"),
        ("a.example/watch?v=abd", "a.example/watch?v=abd"),
        ("a.example/?reference=7", "a.example/?reference=7"),
    ],
)
def test_a_page_stays_the_same_whoever_sent_us_there(address: str, page: str) -> None:
    assert links_in(f"https://{address}") == [page]
