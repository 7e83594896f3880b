"""Say whether a page of this origin may ask us for the comments of a site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.addresses import origin_place
from moderation.domain.errors import NotFound
from moderation.storage import sites

if TYPE_CHECKING:
    from moderation.parts import Parts


def check_origin(parts: Parts, site: str, origin: str) -> bool:
    """Whether the site has listed the host of the origin; none of a site that there is not."""
    place = origin_place(origin)
    if place is None:
        return False
    try:
        with parts.database.reading() as session:
            return place in sites.site_named(session, site).hosts
    except NotFound:
        return False
