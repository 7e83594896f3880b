"""Revoke a key, so that it opens nothing any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.errors import NotFound
from moderation.storage import accounts

if TYPE_CHECKING:
    from moderation.parts import Parts


def revoke_key(parts: Parts, name: str) -> int:
    """How many keys of this name were revoked.

    Raises:
        NotFound: when no valid key has this name.
    """
    with parts.database.writing() as session:
        revoked = accounts.revoke_keys(session, name, parts.now())
    if revoked == 0:
        raise NotFound(f"No valid key is named {name}.", code="unknown_key")
    return revoked
