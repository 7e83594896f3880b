"""Take nothing any more that a site signed with one of its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.errors import NotFound
from moderation.storage import identities, sites

if TYPE_CHECKING:
    from moderation.parts import Parts


def revoke_vouching_key(parts: Parts, site: str, kid: str) -> None:
    """Revoke the key; tokens that were handed out on its word end within the hour.

    Raises:
        NotFound: when there is no such site, or no valid key of this name.
    """
    with parts.database.writing() as session:
        key = identities.key_named(session, sites.site_named(session, site), kid)
        if key is None or key.revoked_at is not None:
            raise NotFound(f"{site} has no valid key {kid}.", code="unknown_key")
        identities.revoke_key(session, key, parts.now())
