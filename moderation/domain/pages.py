"""What others tell us of articles: a page, a feed and its entries; and the promise of whoever reads them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Page:
    """What a page says of its article: plain text without menus; what it does not say is empty or None."""

    title: str = ""
    text: str = ""
    section: tuple[str, ...] = ()
    language: str | None = None
    published_at: datetime | None = None


@dataclass(frozen=True)
class Entry:
    """One article that a feed tells of: the feed's own id for it, its address, and what else the feed says."""

    id: str
    url: str
    told: Page


@dataclass(frozen=True)
class Feed:
    """A list of articles (RSS, Atom or a sitemap), or of further feeds: ``feeds`` are their addresses."""

    entries: Sequence[Entry] = ()
    feeds: Sequence[str] = ()


class NotFetched(Exception):  # noqa: N818 - named by what is refused
    """Something of others was not fetched or could not be read; the message says why, for the operator.

    ``is_passing`` tells that it may go better in a while, ``is_inner`` that it lies at an address that is not public.
    """

    def __init__(self, why: str, *, is_passing: bool = False, is_inner: bool = False) -> None:
        super().__init__(why)
        self.is_passing = is_passing
        self.is_inner = is_inner


class Outside(Protocol):
    """Whatever can read what lies outside; nothing is fetched but from ``hosts``, and never from inner networks."""

    def page(self, address: str, hosts: Collection[str]) -> Page:
        """What the page at this address says.

        Raises:
            NotFetched: when it may not be fetched, could not be, or is no page.
        """
        ...

    def feed(self, address: str, hosts: Collection[str]) -> Feed:
        """The feed at this address; raises like ``page``."""
        ...

    def feed_in(self, content: bytes) -> Feed:
        """The feed that a file holds.

        Raises:
            NotFetched: when it is no feed.
        """
        ...

    def text_of(self, html: str) -> str:
        """The visible text of an article's HTML, its paragraphs parted by empty lines.

        Raises:
            Malformed: when it cannot be read.
        """
        ...


@dataclass(frozen=True)
class NoOutside:
    """What a command is handed that reads nothing of others."""

    def page(self, address: str, hosts: Collection[str]) -> Page:
        """Never an answer."""
        raise NotFetched("nothing is fetched here")

    def feed(self, address: str, hosts: Collection[str]) -> Feed:
        """Never an answer."""
        raise NotFetched("nothing is fetched here")

    def feed_in(self, content: bytes) -> Feed:
        """Never an answer."""
        raise NotFetched("nothing is read here")

    def text_of(self, html: str) -> str:
        """Never an answer."""
        raise NotFetched("nothing is read here")
