"""Whatever a page holds, it is read or refused soon: nobody keeps us busy for minutes with what they wrote."""

from __future__ import annotations

import time
from itertools import islice, product
from string import ascii_lowercase

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.domain.errors import Malformed
from moderation.domain.pages import NotFetched
from moderation.reading.extract import page_of, text_of
from moderation.reading.fetch import Fetcher
from moderation.reading.outside import HttpOutside
from tests.newsroom import LOOPBACK, Newsroom, answers

SOON = 10.0
"""Far less than any of these took, and enough for a slow machine."""

NAMES = ["".join(letters) for letters in islice(product(ascii_lowercase, repeat=4), 60_000)]
AUTHORS = (
    '<script type="application/ld+json">'
    '{"@context": "https://schema.org", "@type": "Article", "author": [%s]}</script>'
)

PIECES = [
    *"<p> </p> <div> <table> <tr> <td> </table> <ul> <li> <svg> <math> <select> <pre> <br> <q> <head> </head>".split(),
    *"<body> </body> <iframe> <!doctype> <html> <title> </title> <h1> </h1> <!-- --> <![CDATA[ &#0; < > word".split(),
    *(
        '<link rel="canonical" href="http://[x">',
        '<meta property="og:title" content="',
        '">',
        '<html lang="en">',
    ),
    *(
        '<script type="application/ld+json">',
        "</script>",
        '{"@type": "Article", "author": [',
        "]}",
        "null",
        "\ud800",
    ),
    *(
        '<time datetime="2020-01-01T25:00:00Z">',
        "January 32, 2020",
        '<base href="http://[">',
        "<a href=x>",
        "\0",
    ),
    "long text with words and so on. " * 9,
]


def page(body: str, head: str = "<title>Lamps</title>") -> str:
    return f"<!doctype html><html><head>{head}</head><body><article>{body}</article></body></html>"


@pytest.mark.parametrize(
    ("html", "why"),
    [
        (page("<p>a</p>" * 250_000), "has more than 10,000 elements"),
        (page("<p>" + "<b>a</b>b" * 9_000), "has more than 3,000 elements side by side"),
        (page(f"<p {' '.join(NAMES)}>x"), "has an element of more than 200 attributes"),
        (page("<p>" + "word " * 450_000), "has more than 2,097,152 characters"),
        (page("<div>" * 200_000 + "deep"), "has more than 10,000 elements"),
    ],
    ids=["elements", "siblings", "attributes", "characters", "depth"],
)
def test_a_page_that_has_too_much_of_anything_is_refused_at_once(html: str, why: str) -> None:
    began = time.monotonic()

    with pytest.raises(Malformed, match=why):
        page_of(html, "https://news.example/")

    assert time.monotonic() - began < SOON


@pytest.mark.parametrize(
    "head",
    [
        AUTHORS % ", ".join(f'"Ms {name}"' for name in NAMES[:3000]),
        "".join(f'<meta name="author" content="Ms {name}">' for name in NAMES[:3000]),
        f'<meta name="author" content="{"; ".join(NAMES)}">',
    ],
    ids=["data", "many", "long"],
)
def test_a_page_of_a_thousand_authors_is_read_soon(head: str) -> None:
    began = time.monotonic()

    text = page_of(page("<p>The harbour gets forty lamps.</p>" * 3, head), "https://news.example/").text

    assert text.startswith("The harbour gets forty lamps.")
    assert time.monotonic() - began < SOON


def test_of_a_page_too_crowded_for_the_extractor_a_site_has_all_text_kept() -> None:
    words = NAMES[:12_000]

    assert text_of(page("".join(f"<p>{word}</p>" for word in words))).split() == words


def test_what_a_site_sends_with_endless_attributes_is_refused() -> None:
    with pytest.raises(Malformed, match="more than 200 attributes"):
        text_of(f"<p {' '.join(NAMES[:50_000])}>x")


def test_a_long_page_with_much_around_it_is_read_as_any_other() -> None:
    told = [
        f"Paragraph {name} tells of the <b>lamps</b> and of <a href='/x'>boats</a>." for name in NAMES[:400]
    ]
    menu = "<nav><ul>" + "<li class='entry'><a href='/section'>Section</a></li>\n" * 1500 + "</ul></nav>"
    script = f"<script>{'track();' * 30_000}</script>"
    article = "".join(f"<p class='text'>{each}</p>\n" for each in told)

    text = page_of(
        f"<html><body>{menu}{script}<main>{article}</main></body></html>", "https://news.example/"
    ).text

    assert text.split("\n\n") == [
        f"Paragraph {name} tells of the lamps and of boats." for name in NAMES[:400]
    ]


@pytest.mark.parametrize(
    "html",
    [
        '<svg><link rel="canonical" href="http://[x"><ul><body>',
        '<svg><link rel="canonical" href="http://[x"><!doctype html><ul>x',
        "<svg><body>x",
        "<iframe><head>x</head>",
    ],
)
def test_an_odd_page_is_read_as_far_as_it_can_be_seen(html: str) -> None:
    assert text_of(html) in {"", "x"}


@settings(max_examples=300, deadline=None)
@given(html=st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_no_page_breaks_it_in_any_other_way(html: str) -> None:
    text_of(f"<html>{html}").encode()
    text_of(html).encode()
    page_of(html.encode(errors="surrogatepass"), "https://news.example/").text.encode()


def test_a_page_that_has_too_much_is_given_up_with_the_reason(newsroom: Newsroom) -> None:
    newsroom.paths["/"] = answers("<p>a</p>" * 20_000)

    with pytest.raises(NotFetched, match="has more than 10,000 elements") as refused:
        HttpOutside(Fetcher(LOOPBACK)).page(newsroom.address(), [newsroom.host])

    assert not refused.value.is_passing


def test_a_page_that_breaks_the_extractor_is_given_up_and_all_that_is_seen_of_it_kept(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object, **__: object) -> str:
        raise AssertionError

    monkeypatch.setattr("moderation.reading.extract.extract", breaks)
    newsroom.paths["/"] = answers(page("<p>lamps</p>"))

    assert text_of(page("<p>lamps</p>")) == "lamps"
    with pytest.raises(NotFetched, match=r"is too odd to be read \(AssertionError\)"):
        HttpOutside(Fetcher(LOOPBACK)).page(newsroom.address(), [newsroom.host])


@pytest.mark.parametrize(
    "charset",
    [
        "punycode",
        "_Punycode!",
        "idna",
        "-idna",
        "undefined",
        "undefined!",
        "no-such",
        "rot13",
        "utf\x00",
        "unicode_escape",
    ],
)
def test_what_is_no_encoding_of_pages_is_not_decoded_as_one(newsroom: Newsroom, charset: str) -> None:
    content = page("<p>Forty lamps for the caf\N{LATIN SMALL LETTER E WITH ACUTE}.</p>" * 3)
    newsroom.paths["/"] = answers(content, kind=f"text/html; charset={charset}")

    read = HttpOutside(Fetcher(LOOPBACK)).page(newsroom.address(), [newsroom.host])

    assert read.text.startswith("Forty lamps for the caf\N{LATIN SMALL LETTER E WITH ACUTE}.")


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("image/svg+xml; charset=x", "it is image/svg+xml, and no HTML"),
        ("text/\x1b]0;owned\x07", "it is of no known kind, and no HTML"),
        ("text/\x00", "it is of no known kind, and no HTML"),
        ("x" * 60_000, "it is of no known kind, and no HTML"),
        ("", "it is of no known kind, and no HTML"),
    ],
    ids=["picture", "terminal", "nul", "long", "none"],
)
def test_what_is_no_page_is_told_in_words_that_are_fit_to_be_told(
    newsroom: Newsroom, kind: str, told: str
) -> None:
    newsroom.paths["/"] = answers("hello", kind=kind)

    with pytest.raises(NotFetched) as refused:
        HttpOutside(Fetcher(LOOPBACK)).page(newsroom.address(), [newsroom.host])

    assert str(refused.value) == told
