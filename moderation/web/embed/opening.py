"""The article of the page that an address names in ``url``, where the site knows none by the id that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from moderation.use_cases.open_article import open_article
from moderation.web.callers import address, parts

if TYPE_CHECKING:
    from moderation.domain.errors import NotFound


def id_at_page(site: str, article: str, unknown: NotFound) -> str:
    """The id of the page's article: it is opened under the one that is asked for, unless the site has it already.

    Only a GET opens any: nobody who asks with HEAD reads or writes there.

    Raises:
        NotFound: as it was, when no article is lacking or no page is named; or when the page is none of the site's.
        TooMany: when too many were opened.
    """
    url = request.args.get("url")
    if unknown.code != "unknown_article" or not url or request.method == "HEAD":
        raise unknown
    return open_article(parts(), site, article, url, address())
