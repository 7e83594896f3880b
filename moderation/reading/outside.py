"""What lies outside, as use-cases are handed it: pages and feeds over HTTP, HTML and files."""

from __future__ import annotations

import codecs
from collections.abc import Collection
from dataclasses import replace
from urllib.parse import urljoin

from moderation.domain.errors import Malformed
from moderation.domain.pages import Feed, NotFetched, Page
from moderation.reading.extract import page_of, text_of
from moderation.reading.feeds import MOST_BYTES, feed_of
from moderation.reading.fetch import Fetched, Fetcher
from moderation.reading.markup import LONGEST_PAGE

PAGES = {"text/html", "application/xhtml+xml"}
NO_CHARSETS = {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"}
"""What Python decodes beside the encodings of pages, by the names that all their spellings come to: some for hours."""


class HttpOutside:
    """Reads what a fetcher may fetch."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher

    def page(self, address: str, hosts: Collection[str]) -> Page:
        """What the page at this address says.

        Raises:
            NotFetched: when it may not be fetched, could not be, or is no HTML that can be read.
        """
        fetched = self._fetcher.fetch(address, hosts, LONGEST_PAGE)
        if fetched.kind not in PAGES:
            raise NotFetched(f"it is {fetched.kind or 'of no known kind'}, and no HTML")
        try:
            return page_of(_decoded(fetched), address)
        except Malformed as refusal:
            raise NotFetched(str(refusal)) from refusal

    def feed(self, address: str, hosts: Collection[str]) -> Feed:
        """The feed at this address, its links taken from there where they are short ones.

        Raises:
            NotFetched: when it may not be fetched, could not be, or is no feed.
        """
        feed = feed_of(self._fetcher.fetch(address, hosts, MOST_BYTES).content)
        return Feed(
            [replace(each, url=each.url and _joined(address, each.url)) for each in feed.entries],
            [_joined(address, each) for each in feed.feeds],
        )

    def feed_in(self, content: bytes) -> Feed:
        """The feed that a file holds.

        Raises:
            NotFetched: when it is no feed.
        """
        return feed_of(content)

    def text_of(self, html: str) -> str:
        """The visible text of an article's HTML, its paragraphs parted by empty lines.

        Raises:
            Malformed: when it cannot be read.
        """
        return text_of(html)


def _decoded(fetched: Fetched) -> bytes | str:
    """The page as text where the answer said in which encoding; else as bytes, which say it themselves."""
    try:
        encoding = codecs.lookup(fetched.charset or "undefined").name
        return fetched.content if encoding in NO_CHARSETS else fetched.content.decode(encoding, "replace")
    except (LookupError, ValueError):
        return fetched.content


def _joined(address: str, link: str) -> str:
    """The link as it is meant at this address; as it is written where it is none, which is refused by name later."""
    try:
        return urljoin(address, link)
    except ValueError:
        return link
