"""What feeds tell: the entries of RSS, Atom and sitemaps. Their XML is read without entities, from bounded bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import escape
from itertools import islice

from lxml import etree

from moderation.domain.errors import Malformed
from moderation.domain.pages import Entry, Feed, NotFetched, Page
from moderation.reading.extract import LONGEST_TITLE, language_of, moment, text_of, visible_text
from moderation.reading.fetch import unpacked

MOST_BYTES = 16 * 1024 * 1024
MOST_ENTRIES = 50_000
"""How many entries a feed may have: as many as a sitemap may by its own rules."""
GZIP = b"\x1f\x8b"


def feed_of(content: bytes) -> Feed:
    """The feed that these bytes are, packed by gzip or not.

    Raises:
        NotFetched: when they are none that we read, or hold what a feed has no need of.
    """
    root = _root(unpacked(content, MOST_BYTES) if content.startswith(GZIP) else content)
    match _name(root):
        case "rss" | "RDF":
            language = next((language_of(each.text or "") for each in _all(root, "language")), None)
            items = filter(_is_outermost, _counted(_all(root, "item")))
            return Feed(entries=[_story(item, language) for item in items])
        case "feed":
            language = _language(root)
            return Feed(entries=[_entry(entry, language) for entry in _counted(_children(root, "entry"))])
        case "urlset":
            return Feed(entries=[_place(place) for place in _counted(_children(root, "url"))])
        case "sitemapindex":
            return Feed(feeds=[_said(each, "loc") for each in _counted(_children(root, "sitemap"))])
    raise NotFetched("it is neither RSS nor Atom nor a sitemap")


def _counted(found: Iterator[etree._Element]) -> list[etree._Element]:
    """The entries that were found, which are counted before anything is made of them.

    Raises:
        NotFetched: when there are too many.
    """
    entries = list(islice(found, MOST_ENTRIES + 1))
    if len(entries) > MOST_ENTRIES:
        raise NotFetched(f"it has more than {MOST_ENTRIES:,} entries")
    return entries


def _root(content: bytes) -> etree._Element:
    """The root of the document, which may declare no types and no entities: a feed needs none, a bomb does."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotFetched(f"it is no XML ({str(error)[:200]})") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotFetched("it declares a document type, which no feed needs")
    return root


def _story(item: etree._Element, language: str | None) -> Entry:
    """An item of RSS 0.9 to 2.0."""
    link, guid = _said(item, "link"), _said(item, "guid")
    url = link or (guid if guid.startswith(("http://", "https://")) else "")
    told = Page(
        title=_title(_said(item, "title")),
        text=_shown(text_of, _said(item, "encoded") or _said(item, "description")),
        language=language,
        published_at=_moment(_said(item, "pubDate") or _said(item, "date")),
    )
    return Entry(guid or url, url, told)


def _entry(entry: etree._Element, language: str | None) -> Entry:
    """An entry of Atom; its address is the link that is the entry itself."""
    links = (link for link in _children(entry, "link") if link.get("rel", "alternate") == "alternate")
    url = next((link.get("href", "").strip() for link in links), "")
    told = Page(
        title=_title(_said(entry, "title")),
        text=_shown(text_of, _said(entry, "content") or _said(entry, "summary")),
        language=_language(entry) or language,
        published_at=_moment(_said(entry, "published") or _said(entry, "updated")),
    )
    return Entry(_said(entry, "id") or url, url, told)


def _place(place: etree._Element) -> Entry:
    """A page of a sitemap, with what a news sitemap says of it."""
    url = _said(place, "loc")
    news = next(_children(place, "news"), place)
    publication = next(_children(news, "publication"), news)
    told = Page(
        title=_title(_said(news, "title")),
        language=language_of(_said(publication, "language")),
        published_at=_moment(_said(news, "publication_date")),
    )
    return Entry(url, url, told)


def _title(written: str) -> str:
    """A title; feeds may write it as HTML."""
    return " ".join(_shown(visible_text, written).split())[:LONGEST_TITLE]


def _shown(read: Callable[[str], str], written: str) -> str:
    """What HTML shows; nothing where it cannot be read, for one odd entry must not keep the others out."""
    try:
        return read(written)
    except Malformed:
        return ""


def _moment(written: str) -> datetime | None:
    """The moment that is written so, as RSS does or as all others do."""
    try:
        read = parsedate_to_datetime(written)
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, IndexError, OverflowError):
        return moment(written)


def _language(element: etree._Element) -> str | None:
    return language_of(element.get("{http://www.w3.org/XML/1998/namespace}lang", ""))


def _said(element: etree._Element, name: str) -> str:
    """The text of the first child of this name that has any, whatever its namespace."""
    return next(filter(None, map(_text, _children(element, name))), "")


def _text(element: etree._Element) -> str:
    """What the element says; Atom may say it in XHTML."""
    if element.get("type") == "xhtml":
        return "".join(_written(element))
    return "".join(str(text) for text in element.itertext()).strip()


def _written(element: etree._Element) -> Iterator[str]:
    """What is in the element, as HTML; lxml would declare all of the feed's namespaces at each child."""
    for event, each in etree.iterwalk(element, events=("start", "end", "pi")):
        if each is not element:
            if event == "start":
                yield f"<{_name(each)}"
                yield from (f' {name}="{escape(said)}"' for name, said in each.items() if name[0] != "{")
                yield f">{escape(each.text or '')}"
            else:
                yield f"</{_name(each)}>" if event == "end" else ""
                yield escape(each.tail or "")


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    yield from element.iterchildren(f"{{*}}{name}")


def _all(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """Everything of this name: items stand in the channel, or beside it."""
    yield from root.iter(f"{{*}}{name}")


def _is_outermost(item: etree._Element) -> bool:
    """Whether it is in no other item; what is below those would be read once for each."""
    return next(item.iterancestors("{*}item"), None) is None


def _name(element: etree._Element) -> str:
    """The element's name without its namespace; nothing for what is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
