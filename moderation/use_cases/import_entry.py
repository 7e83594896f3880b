"""Keep the article that an entry of a feed tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moderation.domain.addresses import web_address
from moderation.domain.articles import LONGEST_ID, NOT_IN_AN_ID, SEPARATOR, Kept, Origin
from moderation.domain.pages import Entry, NotFetched, Page
from moderation.storage import sites
from moderation.use_cases.steps.keeping import keep_article

if TYPE_CHECKING:
    from moderation.parts import Parts


_ON_PAGES = ("text", "section_path", "language", "published_at")
"""What is found on an article's page though its feed may not tell it."""


def import_entry(parts: Parts, site: str, entry: Entry, *, with_page: bool) -> Kept:
    """What became of the article, told of by its entry and (``with_page``) by its page; the entry's own words win.

    Without its page, what the entry does not tell of an article that is known stays as it was.

    Raises:
        NotFound: when there is no such site.
        NotFetched: when its id or address will not do, it has no title, or its page could not be read.
    """
    external_id = article_id_of(entry)
    url = str(web_address(entry.url))
    with parts.database.reading() as session:
        place = sites.site_named(session, site)
    page = parts.outside.page(url, place.hosts) if with_page else Page()
    fields = _fields(entry.told, page)
    if not fields["title"]:
        raise NotFetched("neither the feed nor the page gives it a title")
    unsaid = frozenset[str]() if with_page else {name for name in _ON_PAGES if not fields[name]}
    with parts.database.writing() as session:
        return keep_article(session, place, external_id, {"url": url, **fields}, parts.now(), unsaid=unsaid)


def article_id_of(entry: Entry) -> str:
    """The id of the entry's article: the feed's own, with ~ for whatever an id may not hold, such as a slash.

    Raises:
        NotFetched: when there is none, or it is too long.
    """
    external_id = NOT_IN_AN_ID.sub("~", entry.id)
    if not 0 < len(external_id) <= LONGEST_ID:
        raise NotFetched(f"its id has not 1 to {LONGEST_ID} characters")
    return external_id


def _fields(told: Page, page: Page) -> dict[str, Any]:
    """What the article is, by its entry and its page; a page has more text, and knows its section."""
    return {
        "title": told.title or page.title,
        "text": page.text or told.text,
        "section_path": SEPARATOR.join(page.section),
        "language": page.language or told.language,
        "is_open": True,
        "published_at": told.published_at or page.published_at,
        "origin": Origin.FEED,
        "page_error": None,
    }
