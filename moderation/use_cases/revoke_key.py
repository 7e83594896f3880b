"""Revoke a key, so that it opens nothing any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.acts import Deed, subject_of
from moderation.domain.callers import OPERATOR, Caller, require_admin
from moderation.domain.errors import NotFound
from moderation.storage import accounts
from moderation.storage.acts import Change, add_act

if TYPE_CHECKING:
    from moderation.parts import Parts


def revoke_key(parts: Parts, which: str | int, *, caller: Caller = OPERATOR) -> int:
    """How many keys were revoked: the one with this id, or all of this name.

    Raises:
        NotSignedIn, NotAllowed: for all but administrators and the operator.
        NotFound: when no valid key has this id or name.
    """
    admin_id = require_admin(caller)
    now = parts.now()
    with parts.database.writing() as session:
        named = (
            [accounts.key_numbered(session, which)]
            if isinstance(which, int)
            else accounts.valid_keys(session, which)
        )
        revoked = [key for key in named if accounts.revoke_key(session, key, now)]
        for key in revoked:
            add_act(
                session,
                Deed.KEY,
                subject_of("key", key.id),
                Change({"name": key.name, "valid": True}, {"name": key.name, "valid": False}),
                manager_id=admin_id,
                now=now,
                site_id=key.site_id,
            )
    if not revoked:
        raise NotFound(f"No valid key is named {which}.", code="unknown_key")
    return len(revoked)
