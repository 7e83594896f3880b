"""Open an article for the page that a reader is on, where its site has not told us of it; the page is read later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.addresses import WebAddress, refuse_unlisted, web_address
from moderation.domain.articles import Origin
from moderation.domain.errors import NotFound
from moderation.domain.pages import NotFetched
from moderation.storage import articles, jobs, sites
from moderation.use_cases.steps.allowing import allow, whence
from moderation.use_cases.steps.fetching import READ

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.account_tables import Site

MOST_OF_A_SITE = 20
"""How many times as many pages a whole site may open as one reader: nobody locks all the others out."""


def open_article(parts: Parts, site: str, external_id: str, url: str, address: str) -> None:
    """Open the article, called by its page's host until that page is read: once, however often it is asked for.

    Raises:
        NotFound: when there is no such site, or the page is not at a host that it has listed.
        TooMany: when this network address, or all together, opened too many.
    """
    with parts.database.reading() as session:
        place = sites.site_named(session, site)
    page = _listed(url, place)
    now = parts.now()
    fields = {
        "title": page.place,
        "text": "",
        "url": str(page),
        "section_path": "",
        "is_open": True,
        "origin": Origin.PAGE,
    }
    with parts.database.writing() as session:
        article_id = articles.add_article(session, place, external_id, fields, now)
        if article_id is not None:
            _allow(session, parts, site, address)
            jobs.add_job(session, READ, str(article_id), now)


def _listed(url: str, place: Site) -> WebAddress:
    try:
        page = web_address(url)
        refuse_unlisted(page, place.hosts)
    except NotFetched as refusal:
        raise NotFound("There is no such article.", code="unknown_article") from refusal
    return page


def _allow(session: Session, parts: Parts, site: str, address: str) -> None:
    limit, now = parts.limits.pages_per_hour, parts.now()
    allow(session, f"page {whence(address)}", limit, 3600, now)
    allow(session, f"pages {site}", limit * MOST_OF_A_SITE, 3600, now)
