"""Count what somebody was told and has not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.storage import authors, notices

if TYPE_CHECKING:
    from moderation.parts import Parts


def count_notices(parts: Parts, caller: Caller) -> int:
    """How many of the caller's notices are due and were not seen; none of somebody who is not signed in."""
    if caller.account_id is None:
        return 0
    with parts.database.reading() as session:
        own = authors.authors_of(session, caller.account_id)
        return notices.unseen_by(session, own, caller.account_id, parts.now())
