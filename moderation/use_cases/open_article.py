"""Open an article for the page that a reader is on, where its site has not told us of it; the page is read later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.addresses import WebAddress, refuse_unlisted, web_address
from moderation.domain.articles import Origin
from moderation.domain.errors import NotFound
from moderation.domain.pages import NotFetched
from moderation.domain.stories import of_one_page
from moderation.storage import articles, jobs, sites
from moderation.use_cases.steps.allowing import allow, whence
from moderation.use_cases.steps.fetching import READ

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.account_tables import Site

MOST_OF_A_SITE = 20
"""How many times as many pages a whole site may open as one reader: nobody locks all the others out."""


def open_article(parts: Parts, site: str, external_id: str, url: str, address: str) -> str:
    """Open the article, called by its page's host until that page is read, unless the site has the page's already.

    One page has one article, under whatever ids it is asked for; this is the id of that one.

    Raises:
        NotFound: when there is no such site, or the page is not at a host that it has listed.
        TooMany: when this network address, or all together, opened too many.
    """
    with parts.database.reading() as session:
        place = sites.site_named(session, site)
        page = _listed(url, place)
        known = articles.id_of_page(session, place, external_id, str(page), parts.now())
    if known is not None:
        return known
    with parts.database.writing() as session:
        sites.site_to_change(session, site)  # others who open the same wait, and then find it
        known = articles.id_of_page(session, place, external_id, str(page), parts.now())
        if known is None and _open(session, place, external_id, page, parts.now()):
            _allow(session, parts, site, address)
    return known or external_id


def _listed(url: str, place: Site) -> WebAddress:
    try:
        page = web_address(url)
        refuse_unlisted(page, place.hosts)
    except NotFetched as refusal:
        raise NotFound("There is no such article.", code="unknown_article") from refusal
    return page


def _open(session: Session, place: Site, external_id: str, page: WebAddress, now: datetime) -> bool:
    """Whether there is a new article, whose page is to be read: the site may have put it this very moment."""
    fields = {
        "title": page.place,
        "text": "",
        "url": of_one_page(str(page))[0],
        "section_path": "",
        "is_open": True,
        "origin": Origin.PAGE,
    }
    article_id = articles.add_article(session, place, external_id, fields, now)
    if article_id is not None:
        jobs.add_job(session, READ, str(article_id), now)
    return article_id is not None


def _allow(session: Session, parts: Parts, site: str, address: str) -> None:
    limit, now = parts.limits.pages_per_hour, parts.now()
    allow(session, f"page {whence(address)}", limit, 3600, now)
    allow(session, f"pages {site}", limit * MOST_OF_A_SITE, 3600, now)
