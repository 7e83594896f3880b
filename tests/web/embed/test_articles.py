"""Readers find the articles, and beneath each what was published there, in the order they like."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from moderation.domain.callers import Caller
from moderation.parts import Parts
from tests.making import NOON, a_comment, a_site, an_article, at
from tests.web.embed.reading import ARTICLE, Reader, seen


def several(parts: Parts, machine: Caller, number: int, parent: str | None = None) -> list[str]:
    """The ids of comments called n0, n1, … that came in one minute after the other, the last a minute ago."""
    moments = [NOON - timedelta(minutes=number - place) for place in range(number)]
    return [
        a_comment(at(parts, moment), machine, f"n{place}.", parent=parent).id
        for place, moment in enumerate(moments)
    ]


def order_of(page: str, *texts: str) -> list[str]:
    """The texts in the order in which the page shows them; those that it does not show are left out."""
    return sorted((text for text in texts if f">{text}<" in page), key=lambda text: page.index(f">{text}<"))


def test_the_front_page_lists_the_articles_of_each_site(
    visitor: Reader, parts: Parts, machine: Caller
) -> None:
    an_article(parts, machine, "ferry", title="The ferry is late")

    words = seen(visitor.get("/").text)

    assert "The Harbour Post" in words
    assert "The budget vote The council votes on the budget tonight." in words
    assert "The ferry is late" in words


def test_without_a_site_the_front_page_says_how_to_open_one(client: FlaskClient, parts: Parts) -> None:
    assert "moderation site open" in client.get("/").text


def test_without_an_article_the_front_page_says_how_one_comes_in(client: FlaskClient, parts: Parts) -> None:
    a_site(parts)

    assert "PUT /api/v1/sites/harbour/articles/" in client.get("/").text


def test_an_article_without_comments_invites_the_first(visitor: Reader) -> None:
    words = seen(visitor.get().text)

    assert "Home › City The budget vote" in words
    assert "Please keep conversations courteous and on-topic." in words
    assert "Nobody has written here yet." in words
    assert "Sign up Sign in" in words


def test_a_visitor_sees_what_is_published_and_nothing_else(
    visitor: Reader, parts: Parts, machine: Caller
) -> None:
    a_comment(parts, machine, "A fair budget.")
    a_comment(parts, machine, "You idiot.")

    words = seen(visitor.get().text)

    assert "Comments 1 " in words
    assert "A fair budget." in words
    assert "idiot" not in words


def test_whatever_people_write_stays_text(visitor: Reader, parts: Parts, machine: Caller) -> None:
    a_comment(parts, machine, "<script>alert('x')</script> & \"quotes\"")

    page = visitor.get().text

    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &#34;quotes&#34;" in page
    assert "<script>" not in page


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("newest", ["n2.", "n1.", "n0."]),
        ("oldest", ["n0.", "n1.", "n2."]),
        ("most_replied", ["n1.", "n2.", "n0."]),
    ],
)
def test_comments_come_in_the_order_asked_for(
    visitor: Reader, parts: Parts, machine: Caller, sort: str, order: list[str]
) -> None:
    ids = several(parts, machine, 3)
    a_comment(parts, machine, "A reply.", parent=ids[1])

    page = visitor.get(f"{ARTICLE}?sort={sort}").text

    assert order_of(page, "n0.", "n1.", "n2.") == order


def test_show_more_goes_on_where_the_page_ended(visitor: Reader, parts: Parts, machine: Caller) -> None:
    several(parts, machine, 23)

    first = visitor.get().text
    second = visitor.get(link(first, "Show more comments")).text

    assert order_of(first, "n22.", "n3.", "n2.") == ["n22.", "n3."]
    assert order_of(second, "n3.", "n2.", "n0.") == ["n2.", "n0."]
    assert "Show more comments" not in second


def test_a_long_thread_shows_three_replies_and_a_way_to_the_rest(
    visitor: Reader, parts: Parts, machine: Caller
) -> None:
    root = a_comment(at(parts, NOON - timedelta(hours=1)), machine, "The root.").id
    several(parts, machine, 5, parent=root)

    first = visitor.get().text
    rest = visitor.get(link(first, "Show 2 more replies")).text

    assert order_of(first, "n0.", "n2.", "n3.") == ["n0.", "n2."]
    assert order_of(rest, "The root.", "n2.", "n3.", "n4.") == ["The root.", "n3.", "n4."]


@pytest.mark.parametrize("query", ["sort=loudest", "after=nowhere", "thread=nobody"])
def test_an_address_that_was_never_ours_is_refused(visitor: Reader, query: str) -> None:
    assert visitor.get(f"{ARTICLE}?{query}").status_code == 422


@pytest.mark.parametrize("path", ["/sites/harbour/articles/none", "/sites/none/articles/budget"])
def test_an_unknown_article_is_not_found(visitor: Reader, path: str) -> None:
    assert visitor.get(path).status_code == 404


def test_a_closed_article_keeps_its_comments_and_takes_no_more(
    reader: Reader, parts: Parts, machine: Caller
) -> None:
    a_comment(parts, machine, "A fair budget.")
    an_article(parts, machine, is_open=False)

    page = reader.get().text

    assert "Comments are closed under this article." in page
    assert "A fair budget." in page
    assert "<textarea" not in page


def link(page: str, words: str) -> str:
    """Where the link with these words leads."""
    before = page.partition(f">{words}<")[0]
    return before.rpartition('href="')[2].partition('"')[0].replace("&amp;", "&").partition("#")[0]
