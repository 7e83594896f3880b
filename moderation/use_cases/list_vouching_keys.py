"""List the keys that sites vouch for their readers with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.storage import identities

if TYPE_CHECKING:
    from moderation.parts import Parts


@dataclass(frozen=True)
class KnownVouchingKey:
    """A key without what verifies."""

    site: str
    kid: str
    algorithm: str
    issuer: str
    revoked_at: datetime | None


def list_vouching_keys(parts: Parts) -> list[KnownVouchingKey]:
    """Every key that was ever added, oldest first."""
    with parts.database.reading() as session:
        return [
            KnownVouchingKey(each.site.slug, each.kid, each.algorithm, each.issuer, each.revoked_at)
            for each in identities.keys(session)
        ]
