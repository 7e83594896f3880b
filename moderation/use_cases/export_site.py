"""Write all that belongs to a site as JSON lines, which another desk can import."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from moderation.storage import exporting, sites

if TYPE_CHECKING:
    from moderation.parts import Parts


def export_site(parts: Parts, slug: str) -> Iterator[str]:
    """Each line of the site's export, as everything stood when the first was asked for.

    Raises:
        NotFound: when there is no such site.
    """
    with parts.database.reading() as session:
        site = sites.site_named(session, slug)
    with parts.database.reading() as session:
        for line in exporting.lines_of(session, site):
            yield json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n"
