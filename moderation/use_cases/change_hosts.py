"""Say from which hosts the pages and feeds of a site may be fetched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from moderation.domain.addresses import listed_host
from moderation.storage import sites

if TYPE_CHECKING:
    from moderation.parts import Parts


def change_hosts(parts: Parts, site: str, add: Sequence[str] = (), remove: Sequence[str] = ()) -> list[str]:
    """The hosts that the site has listed, with some added and others removed; none is listed at first.

    Raises:
        NotFound: when there is no such site.
        Malformed: when one of them is no host; and nothing is changed.
    """
    added, removed = map(listed_host, add), set(map(listed_host, remove))
    with parts.database.writing() as session:
        place = sites.site_named(session, site)
        place.hosts = sorted({*place.hosts, *added} - removed)
        return place.hosts
