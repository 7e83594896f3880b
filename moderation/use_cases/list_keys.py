"""List the keys that machines have, without their secrets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from moderation.domain.callers import OPERATOR, Caller, require_admin
from moderation.storage import accounts

if TYPE_CHECKING:
    from moderation.parts import Parts


@dataclass(frozen=True)
class KnownKey:
    """A key: its name, site, what it may do (and as whom at the desk), how often a minute, the last day (in UTC) it was
    used, and until when it was valid if revoked.
    """

    id: int
    name: str
    site: str
    scopes: str
    per_minute: int
    created_at: datetime
    revoked_at: datetime | None
    acts_as: str | None
    used_on: date | None


def list_keys(parts: Parts, *, caller: Caller = OPERATOR) -> list[KnownKey]:
    """Every key that was ever made to come in by, oldest first: the one that imported labels stand by opens nothing.

    Raises:
        NotSignedIn, NotAllowed: for all but administrators and the operator.
    """
    require_admin(caller)
    with parts.database.reading() as session:
        return [
            KnownKey(
                key.id,
                key.name,
                key.site.slug,
                key.scopes,
                key.per_minute,
                key.created_at,
                key.revoked_at,
                key.account.name if key.account else None,
                key.used_on,
            )
            for key in accounts.keys(session)
            if key.scopes
        ]
