"""See which comments colleagues are looking at now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_manager
from moderation.storage import claims

if TYPE_CHECKING:
    from moderation.parts import Parts


def see_colleagues(parts: Parts, caller: Caller, comment_ids: Sequence[str]) -> Mapping[str, str]:
    """The names of those who look at one of these comments now, by its id; the caller is not told of.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
    """
    manager_id = require_manager(caller)
    with parts.database.reading() as session:
        return claims.claimed(session, comment_ids, but=manager_id, now=parts.now())
