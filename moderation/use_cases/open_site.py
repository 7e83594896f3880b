"""Open a site, so that articles and comments can come in for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from moderation.domain.errors import Malformed
from moderation.domain.rules import Rules
from moderation.storage import sites

if TYPE_CHECKING:
    from moderation.parts import Parts

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


def open_site(parts: Parts, slug: str, name: str, rules: Mapping[str, Any]) -> None:
    """Make the site, unless it is there; ``rules`` is what differs from the defaults.

    Raises:
        Malformed: when the name for addresses or a rule will not do.
    """
    if not SLUG.fullmatch(slug):
        raise Malformed("A site's address name has lower-case letters, digits and hyphens, at most 64.")
    Rules().overridden(rules)
    with parts.database.writing() as session:
        sites.add_site(session, slug, name, parts.now(), dict(rules))
