"""In whose name a page stands: the site's that its address is of."""

from __future__ import annotations

from moderation.use_cases.list_sites import list_sites
from moderation.web.callers import parts


def site_name_at(path: str) -> str:
    """The name of the site in this address, or of the only one; nothing when it could be any."""
    names = dict(list_sites(parts()))
    slug = path.removeprefix("/sites/").partition("/")[0]
    return names.get(slug) or (next(iter(names.values())) if len(names) == 1 else "")
