"""List the sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.storage import sites

if TYPE_CHECKING:
    from moderation.parts import Parts


def list_sites(parts: Parts) -> list[tuple[str, str]]:
    """The (address name, name) of every site, in the order they were opened."""
    with parts.database.reading() as session:
        return [(site.slug, site.name) for site in sites.all_sites(session)]
