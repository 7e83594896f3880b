"""Keep a search no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_manager
from moderation.storage import saved_filters

if TYPE_CHECKING:
    from moderation.parts import Parts


def remove_filter(parts: Parts, caller: Caller, filter_id: int) -> None:
    """Forget one of the caller's own saved searches.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
        NotFound: when they keep none of this id.
    """
    account_id = require_manager(caller)
    with parts.database.writing() as session:
        saved_filters.remove_filter(session, account_id, filter_id)
