"""HTML becomes plain text: all that is seen of a fragment, the article alone of a page, something of any garbage."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.domain.errors import Malformed
from moderation.reading.extract import moment, page_of, text_of

PAGE = """<!doctype html><html lang="en_GB"><head><title>New lights for the harbour | The Courier</title>
<meta property="og:title" content="New lights for the harbour">
<meta property="article:section" content="City">
<meta property="article:published_time" content="2026-11-20T07:30:00+01:00"></head><body>
<nav><a href="/">Front page</a> <a href="/city">City</a></nav>
<main><article><h1>New lights for the harbour</h1>
<p>The harbour gets forty lamps that face down.</p>
<p>Fishermen asked for <b>brighter</b> ones. They were refused.</p><script>track()</script></article></main>
<section id="comments"><div class="comment"><p>You are all idiots, writes a reader beneath.</p></div></section>
<footer>Imprint</footer></body></html>"""


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Hello", "Hello"),
        ("a < b and c > d", "a < b and c > d"),
        ("<p>One</p><p>Two <b>bold</b>, three</p>tail", "One\n\nTwo bold, three\n\ntail"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<p>a\n   b</p>", "a b"),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("<h2>Head</h2>text", "Head\n\ntext"),
        ("<a href='x'>li</a>nk", "link"),
        ("&lt;b&gt; &amp; caf&eacute;", "<b> & café"),
        ("x<script>alert(1)</script>y<style>p{}</style>z", "xyz"),
        ("x<!-- unseen -->y<template>no</template>", "xy"),
        ("<noscript>no</noscript>yes", "yes"),
        ("<p hidden>no</p><div style='color:red; DISPLAY : none'>no <b>no</b></div>yes", "yes"),
        ("<table><tr><th>Day<th>Boat<tr><td>Mon<td>Alba</table>", "Day Boat\n\nMon Alba"),
        ("<script>never closed", ""),
        ("<p>one</p></div></body></html><p>two</p>", "one\n\ntwo"),
        ("<svg><text>map</text></svg>", "map"),
        ("<?php echo 1 ?>x", "x"),
        ("", ""),
        (" \n ", ""),
        ("<!-- only -->", ""),
        ("<p", ""),
        ("<div>" * 1000 + "deep", "deep"),
        ("<p>a" * 3, "a\n\na\n\na"),
    ],
)
def test_all_that_is_seen_of_a_fragment_is_kept(html: str, text: str) -> None:
    assert text_of(html) == text


def test_lists_and_tables_of_a_page_are_plain_text() -> None:
    told = "The ferry sails again from Monday, as the council decided last night."
    page = f"""<html><body><nav><ul><li>Home</li></ul></nav><article><h1>Ferry</h1><p>{told}</p><ul><li>Adults: 4 €</li>
    <li>Children: 2 €</li></ul><table><tr><th>Day</th><th>Boat</th></tr><tr><td>Mon</td><td>Alba</td></tr></table>
    </article></body></html>"""

    assert text_of(page) == f"{told}\n\nAdults: 4 €\n\nChildren: 2 €\n\nDay Boat\n\nMon Alba"


def test_what_would_be_lost_for_its_depth_is_refused() -> None:
    with pytest.raises(Malformed, match="nested too deeply"):
        text_of("<div>" * 50_000 + "deep")


@settings(max_examples=200, deadline=None)
@given(words=st.lists(st.sampled_from("lamp harbour fish boat net".split()), min_size=1), data=st.data())
def test_no_word_is_lost_whatever_the_tags_around_it(words: list[str], data: st.DataObject) -> None:
    tags = "<p> </p> <b> </i> <table> <td> </tr> <ul> <li> </div> <br> <form> <select> <option> <h1> </body> <math>"
    tag = st.sampled_from([*tags.split(), "<!-- x -->", "<a href='>'>"])
    html = "".join(f"{data.draw(tag)} {word} " for word in words)

    assert text_of(html).split() == words


@settings(max_examples=200, deadline=None)
@given(html=st.text(alphabet="<>/!-?&;#xp abdivscript='\"\x0c\ud800\u200b", max_size=80))
def test_no_garbage_breaks_it(html: str) -> None:
    text = text_of(html)
    page = page_of(html.encode(errors="surrogatepass"), "https://news.example/")

    text.encode()
    page.title.encode()
    page.text.encode()


def test_a_page_is_its_article_without_menus_comments_and_scripts() -> None:
    page = page_of(PAGE.encode(), "https://news.example/lights")

    assert page.title == "New lights for the harbour"
    assert page.text == (
        "The harbour gets forty lamps that face down.\n\n"
        "Fishermen asked for brighter ones. They were refused."
    )
    assert (page.section, page.language) == (("City",), "en-GB")
    assert page.published_at == datetime(2026, 11, 20, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("open_it", "close_it"),
    [
        ("<article><h1>The wall</h1>", "</article>"),
        ("<h1>The wall</h1><article>", "</article>"),
        ("<h1>The wall</h1>", ""),
    ],
)
def test_of_a_page_with_hardly_a_text_nothing_around_it_is_taken(open_it: str, close_it: str) -> None:
    page = f"""<html><head><title>The wall</title></head><body><header><p>Your paper since 1871</p>
    <form><button>Search</button></form></header><main>{open_it}<p>The wall is late.</p><p>More soon.</p>
    <aside><h2>Read also</h2><p>Lynx kittens born</p></aside>{close_it}</main>
    <div><p>We use cookies.</p><button>Accept all</button></div></body></html>"""

    assert text_of(page) == "The wall is late.\n\nMore soon."


@pytest.mark.parametrize(
    "lead",
    [
        "<article><h1>The wall</h1><p>It is late.</p></article><div>{}</div>",
        "<main><h1>The wall</h1><p>By Ada</p></main><section>{}</section>",
        "<article><h1>The wall</h1><p>By Ada</p><form>{}</form></article>",
        "<main><header><h1>The wall</h1><time>3 March</time></header></main><div>{}</div>",
    ],
)
def test_a_lead_that_is_marked_is_not_taken_for_the_whole_story(lead: str) -> None:
    story = "".join(
        f"<p>The wall is late for reason {number}, the council said on Monday.</p>" for number in range(20)
    )

    assert "for reason 19, the council" in text_of(f"<html><body>{lead.format(story)}</body></html>")


def test_a_card_of_another_article_is_not_taken_for_the_article() -> None:
    story = "".join(
        f"<p>The wall is late for reason {number}, the council said on Monday.</p>" for number in range(20)
    )
    page = f"""<html><body><main><h1>The wall</h1><div>{story}</div>
    <article><h3>Lynx kittens born</h3><p>At the zoo.</p></article></main></body></html>"""

    assert "for reason 19, the council" in text_of(page)


def test_of_a_page_with_thousands_of_texts_around_it_the_story_alone_is_taken() -> None:
    story = [
        f"In harbour {n} there are forty lamps that face down, and fishermen asked for more."
        for n in range(9)
    ]
    cards = "<div class='card'><a href='/next'>Next</a><span>2 h</span><p>More</p></div>" * 20
    page = f"""<!doctype html><html><body><main><article><h1>Lamps</h1><p>{"<p>".join(story)}</article></main>
    <aside>{f"<div>{cards}</div>" * 75}</aside></body></html>"""

    assert text_of(page).split("\n\n") == story


@pytest.mark.parametrize(("paragraphs", "is_weighed"), [(1_000, True), (5_000, False)])
def test_only_a_page_of_some_texts_is_read_in_a_way_that_is_slow_for_many(
    paragraphs: int, *, is_weighed: bool
) -> None:
    hundred = f"<div>{'<p class=comment>word' * 100}</div>"
    page = f"<!doctype html><html><body>{hundred * (paragraphs // 100)}"
    entered = set()
    sys.setprofile(lambda frame, _event, _given: entered.add(frame.f_globals.get("__name__")))
    try:
        text = text_of(page)
    finally:
        sys.setprofile(None)

    assert text.split() == ["word"] * paragraphs
    assert ("justext.core" in entered) is is_weighed


def test_a_whole_page_that_a_site_sends_is_read_like_one() -> None:
    assert text_of(PAGE).startswith("The harbour gets forty lamps")
    assert "Imprint" not in text_of(PAGE)


@pytest.mark.parametrize(
    "content", [b"", b"<", b"\xff\xfe\x00", b"\x00" * 1000, b"<html></html>", b"%PDF-1.7 x", b"{}"]
)
def test_a_page_of_nothing_is_empty(content: bytes) -> None:
    page = page_of(content, "https://news.example/")

    assert (page.section, page.language, page.published_at) == ((), None, None)


def test_a_page_that_nests_without_end_is_survived() -> None:
    assert page_of(b"<html><body>" + b"<div>" * 9_000 + b"deep", "https://news.example/").text == ""


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-11-20T07:30:00+0100", datetime(2026, 11, 20, 6, 30, tzinfo=UTC)),
        ("2026-11-20T06:30:00Z", datetime(2026, 11, 20, 6, 30, tzinfo=UTC)),
        ("2026-11-20", datetime(2026, 11, 20, tzinfo=UTC)),
        ("0001-01-01T00:00:00+10:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_moments_are_read_as_they_are_written(written: str, read: datetime | None) -> None:
    assert moment(written) == read
