"""Say that a manager is looking at a comment now, so that colleagues take another; say it again to go on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_manager
from moderation.storage import claims
from moderation.use_cases.steps.changing import comment_within_reach

if TYPE_CHECKING:
    from moderation.parts import Parts

LASTS = timedelta(minutes=5)
"""How long a claim lasts by itself."""


def claim_comment(parts: Parts, caller: Caller, comment_id: str) -> str | None:
    """The name of the colleague who looks at it already (nobody is kept from deciding), or None: it is the caller's.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
        NotFound: when there is no such comment, or none that the caller works on.
    """
    manager_id = require_manager(caller)
    now = parts.now()
    with parts.database.writing() as session:
        comment_within_reach(session, caller, comment_id)
        return claims.claim(session, comment_id, manager_id, until=now + LASTS, now=now)
