"""Forget suggested labels with their texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.acts import Deed, subject_of
from moderation.domain.callers import OPERATOR, Caller, require_admin
from moderation.storage import sites, suggestions
from moderation.storage.acts import Change, add_act

if TYPE_CHECKING:
    from moderation.parts import Parts


def erase_suggestions(
    parts: Parts,
    site: str,
    *,
    key_id: int | None = None,
    community: str | None = None,
    client_token: str | None = None,
    caller: Caller = OPERATOR,
) -> int:
    """How many suggestions of the site were forgotten: those of a key, a community or with a token alone, if named.

    Raises:
        NotSignedIn, NotAllowed: for all but administrators and the operator.
        NotFound: when there is no such site.
    """
    admin_id = require_admin(caller)
    said = {"key_id": key_id, "community": community, "client_token": client_token}
    named = {name: value for name, value in said.items() if value is not None}
    with parts.database.writing() as session:
        from_site = sites.site_named(session, site)
        erased = suggestions.erase(session, from_site, named)
        if erased:
            add_act(
                session,
                Deed.LABELS,
                subject_of("site", from_site.id) if key_id is None else subject_of("key", key_id),
                Change({}, {"erased": erased}),
                manager_id=admin_id,
                now=parts.now(),
                site_id=from_site.id,
            )
        return erased
