"""Look for articles whose page could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.storage import articles

if TYPE_CHECKING:
    from moderation.parts import Parts


def check_pages(parts: Parts) -> list[tuple[str, str, str]]:
    """(Page, why it was given up, site) of each, the latest first."""
    with parts.database.reading() as session:
        return [
            (each.url or "", each.page_error or "", each.site.slug)
            for each in articles.with_unread_page(session)
        ]
