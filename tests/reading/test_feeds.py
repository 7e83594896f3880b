"""Feeds are read whatever their kind; what a feed has no need of, such as entities, is refused."""

from __future__ import annotations

import gzip
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from moderation.domain.pages import Entry, NotFetched, Page
from moderation.reading.feeds import feed_of

RSS = b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>The Courier</title><language>en-gb</language>
<item><title>Lamps &amp;amp; lights</title><atom:link href="ignored"/><link> https://news.example/lamps </link>
<guid isPermaLink="false">lamps-1</guid><pubDate>Fri, 20 Nov 2026 07:30:00 +0100</pubDate>
<description>short</description>
<content:encoded><![CDATA[<p>Forty lamps.</p><script>x</script><p>Facing down.</p>]]></content:encoded>
</item>
<item><guid>https://news.example/boats</guid><title>Boats</title></item></channel></rss>"""

RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel/><item><title>Old</title><link>https://news.example/old</link>
<dc:date>2026-11-20T06:30:00Z</dc:date></item></rdf:RDF>"""

ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">
<entry><id>tag:news.example,2026:1</id><title type="html">&lt;b&gt;Lampen&lt;/b&gt;</title>
<link rel="self" href="https://news.example/self"/><link href="https://news.example/lampen"/>
<published>2026-11-20T06:30:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Vierzig Lampen.</p></div></content></entry>
<entry xml:lang="en"><link rel="alternate" href="https://news.example/b"/><title>B</title><summary>Sum</summary></entry>
</feed>"""

SITEMAP = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://news.example/a</loc><image:image><image:title>Not this</image:title></image:image><news:news>
<news:publication><news:name>The Courier</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2026-11-20</news:publication_date><news:title>A</news:title></news:news></url>
<url><loc>https://news.example/b</loc><lastmod>2026-11-21</lastmod></url></urlset>"""

INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://news.example/1.xml</loc></sitemap><sitemap><loc>https://news.example/2.xml</loc></sitemap></sitemapindex>"""

EARLY = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("content", "entries"),
    [
        (
            RSS,
            [
                Entry(
                    "lamps-1",
                    "https://news.example/lamps",
                    Page(
                        "Lamps & lights", "Forty lamps.\n\nFacing down.", language="en-gb", published_at=EARLY
                    ),
                ),
                Entry(
                    "https://news.example/boats",
                    "https://news.example/boats",
                    Page("Boats", language="en-gb"),
                ),
            ],
        ),
        (
            RDF,
            [Entry("https://news.example/old", "https://news.example/old", Page("Old", published_at=EARLY))],
        ),
        (
            ATOM,
            [
                Entry(
                    "tag:news.example,2026:1",
                    "https://news.example/lampen",
                    Page("Lampen", "Vierzig Lampen.", language="de", published_at=EARLY),
                ),
                Entry("https://news.example/b", "https://news.example/b", Page("B", "Sum", language="en")),
            ],
        ),
        (
            SITEMAP,
            [
                Entry(
                    "https://news.example/a",
                    "https://news.example/a",
                    Page("A", language="en", published_at=datetime(2026, 11, 20, tzinfo=UTC)),
                ),
                Entry("https://news.example/b", "https://news.example/b", Page()),
            ],
        ),
    ],
    ids=["RSS", "RDF", "Atom", "sitemap"],
)
def test_every_kind_of_feed_tells_its_entries(content: bytes, entries: list[Entry]) -> None:
    assert list(feed_of(content).entries) == entries
    assert list(feed_of(gzip.compress(content)).entries) == entries


def test_an_index_names_further_feeds() -> None:
    assert list(feed_of(INDEX).feeds) == ["https://news.example/1.xml", "https://news.example/2.xml"]


def test_entities_and_bombs_are_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    quadratic = f'<!ENTITY l9 "{"x" * 100_000}">'
    declarations = [
        f'<!ENTITY l0 "ha">{laughs}',
        f'<!ENTITY l0 "ha">{quadratic}',
        f'<!ENTITY l9 SYSTEM "{(tmp_path / "secret").as_uri()}">',
        '<!ENTITY % l SYSTEM "http://127.0.0.1:9/"> %l;<!ENTITY l9 "x">',
        '<!ENTITY l9 SYSTEM "http://127.0.0.1:9/">',
    ]
    began = time.monotonic()
    for declared in declarations:
        for encoding in ("utf-8", "utf-16"):
            used = '<rss a="&l9;"><channel><item><title>&l9;&l9;</title></item></channel></rss>'
            bomb = f"<!DOCTYPE rss [{declared}]>{used}"
            with pytest.raises(NotFetched, match=r"document type|no XML"):
                feed_of(f'<?xml version="1.0" encoding="{encoding}"?>{bomb}'.encode(encoding))

    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no XML"),
        (b"hello", "no XML"),
        (b"<rss><channel>", "no XML"),
        (b"\xff\xfe", "no XML"),
        (b"<rss>&unknown;</rss>", "no XML"),
        (b"<a>" * 100_000, "no XML"),
        (b"<html/>", "neither RSS nor Atom nor a sitemap"),
        (b"<!DOCTYPE rss><rss/>", "document type"),
        (gzip.compress(b"\0" * 50_000_000), "larger than"),
        (b"\x1f\x8bno gzip", "gzip"),
        (gzip.compress(RSS)[:-9], "breaks off"),
        (b"<urlset>" + b"<url/>" * 50_001 + b"</urlset>", "more than 50,000 entries"),
        (b"<sitemapindex>" + b"<sitemap/>" * 50_001 + b"</sitemapindex>", "more than 50,000 entries"),
        (b"<feed>" + b"<entry/>" * 50_001 + b"</feed>", "more than 50,000 entries"),
        (b"<rss>" + (b"<item>" * 250 + b"</item>" * 250) * 201 + b"</rss>", "more than 50,000 entries"),
    ],
    ids=(
        "empty text cut bytes entity deep page type bomb gzip-not gzip-cut sitemap-long index-long atom-long rss-long"
    ).split(),
)
def test_what_is_no_feed_is_told(content: bytes, why: str) -> None:
    with pytest.raises(NotFetched, match=why):
        feed_of(content)


def test_a_story_within_a_story_is_no_entry_but_what_it_says_is_part_of_that() -> None:
    within = RSS.replace(
        b"</title><atom", b" <x><item><title>in</title><link>https://b/</link></item></x></title><atom"
    )

    assert [each.id for each in feed_of(within).entries] == [each.id for each in feed_of(RSS).entries]
    assert feed_of(within).entries[0].told.title == "Lamps & lights inhttps://b/"


@pytest.mark.parametrize(
    "feed",
    [
        b"<rss>" + b"<item><title>" * 120 + b"x " * 2_000_000 + b"</title></item>" * 120 + b"</rss>",
        b"<feed><entry>" + b"<link rel='x'/>" * 500_000 + b"</entry></feed>",
        b"<feed "
        + b"".join(b"xmlns:a%d='1' " % n for n in range(5_000))
        + b">"
        + b"<entry><title type='xhtml'><b>x</b></title></entry>" * 1_000
        + b"</feed>",
    ],
    ids=["items", "links", "namespaces"],
)
def test_no_feed_is_read_over_and_over(feed: bytes) -> None:
    """Each of these took from five seconds to minutes."""
    began = time.process_time()

    assert feed_of(feed).entries

    assert time.process_time() - began < 3


def test_what_is_written_in_xhtml_is_read_whatever_its_prefixes() -> None:
    written = b"""<h:div xmlns:h="http://www.w3.org/1999/xhtml"><?odd x?>a &lt;b&gt; <h:br/>c<h:p hidden="">no</h:p>
    <h:p title="&quot;&gt;">d<h:script/></h:p>e</h:div>"""
    content = b"<feed><entry><content type='xhtml'>" + written + b"</content></entry></feed>"

    assert feed_of(content).entries[0].told.text == "a <b>\nc\n\nd\n\ne"


def test_a_date_that_no_database_can_keep_is_none() -> None:
    late = RSS.replace(b"Fri, 20 Nov 2026 07:30:00 +0100", b"Fri, 31 Dec 9999 23:59:59 -1400")

    assert feed_of(late).entries[0].told.published_at is None


@pytest.mark.parametrize("feed", [RSS, ATOM.replace(b' type="html"', b"")])
def test_an_entry_whose_html_cannot_be_read_keeps_none_of_the_others_out(feed: bytes) -> None:
    deep = b"&lt;b&gt;" * 3_000
    odd = feed.replace(b"<description>short<", b"<content>" + deep + b"</content><description>" + deep + b"<")
    odd = odd.replace(b"<![CDATA[", b"<![CDATA[" + b"<b>" * 3_000).replace(b">Sum<", b">" + deep + b"<")
    titled = odd.replace(b">Boats<", b">" + deep + b"<")

    assert [each.told.title for each in feed_of(odd).entries] == [
        each.told.title for each in feed_of(feed).entries
    ]
    assert "" in [each.told.text for each in feed_of(odd).entries]
    assert len(feed_of(titled).entries) == 2
