"""Count what somebody was told and has not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.storage import notices
from moderation.use_cases.steps.own_authors import own_authors
from moderation.use_cases.steps.reading_notices import told_as

if TYPE_CHECKING:
    from moderation.parts import Parts


def count_notices(parts: Parts, caller: Caller) -> int:
    """How many of the caller's notices are due and were not seen; none of somebody who is not signed in."""
    if not caller.is_reader:
        return 0
    with parts.database.reading() as session:
        whom = told_as(caller, own_authors(session, caller))
        return notices.unseen_by(session, whom, parts.now())
