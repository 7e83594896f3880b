"""Make a key for a machine of a site; its secret is shown once and never kept."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING

from moderation.domain.callers import SCOPES
from moderation.domain.errors import Malformed
from moderation.storage import accounts, sites
from moderation.storage.account_tables import Key

if TYPE_CHECKING:
    from moderation.parts import Parts

PREFIX = "desk_"
"""How every key begins, so that secret scanners can know one."""


def create_key(parts: Parts, name: str, site: str, scopes: Sequence[str], per_minute: int) -> str:
    """The secret of a new key for the site, which may do what ``scopes`` say, so often a minute.

    Raises:
        NotFound: when there is no such site.
        Malformed: when a scope is unknown, or none is named.
    """
    unknown = sorted(set(scopes) - set(SCOPES))
    if unknown or not scopes:
        raise Malformed(f"Name scopes out of {', '.join(SCOPES)}; not {', '.join(unknown) or 'none'}.")
    secret = PREFIX + secrets.token_urlsafe(32)
    with parts.database.writing() as session:
        key = Key(
            site_id=sites.site_named(session, site).id,
            name=name,
            digest=accounts.digest_of(secret),
            scopes=" ".join(sorted(set(scopes))),
            per_minute=per_minute,
            created_at=parts.now(),
        )
        accounts.add_key(session, key)
    return secret
