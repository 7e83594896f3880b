"""Forget suggested labels with their texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.storage import sites, suggestions

if TYPE_CHECKING:
    from moderation.parts import Parts


def erase_suggestions(
    parts: Parts, site: str, *, community: str | None = None, client_token: str | None = None
) -> int:
    """How many suggestions of the site were forgotten, those of a community or with a token alone if named.

    Raises:
        NotFound: when there is no such site.
    """
    with parts.database.writing() as session:
        return suggestions.erase(session, sites.site_named(session, site), community, client_token)
