"""Find the articles that a feed tells of, and those of the feeds that it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.pages import Entry, Feed, NotFetched
from moderation.storage import sites

if TYPE_CHECKING:
    from moderation.parts import Parts


@dataclass(frozen=True)
class UnreadFeed:
    """A feed that another one names, and why it could not be read."""

    address: str
    why: str


def find_entries(parts: Parts, site: str, feed: str | bytes) -> Iterator[Entry | UnreadFeed]:
    """Every entry of the feed at an address of a host that the site has listed, or of the one that a file holds.

    Raises:
        NotFound: when there is no such site.
        NotFetched: when that feed may not be fetched, could not be, or is none.
    """
    with parts.database.reading() as session:
        hosts = sites.site_named(session, site).hosts
    first = parts.outside.feed(feed, hosts) if isinstance(feed, str) else parts.outside.feed_in(feed)
    yield from first.entries
    for address in first.feeds:
        yield from _entries_of(parts, hosts, address)


def _entries_of(parts: Parts, hosts: Sequence[str], address: str) -> Iterator[Entry | UnreadFeed]:
    """The entries of a feed that another one names; it may name no more, or there would be no end of them."""
    try:
        feed = parts.outside.feed(address, hosts)
    except NotFetched as refusal:
        feed = Feed()
        yield UnreadFeed(address, str(refusal))
    yield from feed.entries
    yield from (UnreadFeed(deeper, "an index may not stand within an index") for deeper in feed.feeds)
