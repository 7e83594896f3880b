"""Say that a manager looks at a comment no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_manager
from moderation.storage import claims

if TYPE_CHECKING:
    from moderation.parts import Parts


def release_comment(parts: Parts, caller: Caller, comment_id: str) -> None:
    """End the caller's claim on the comment, if there is one.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
    """
    manager_id = require_manager(caller)
    with parts.database.writing() as session:
        claims.release(session, comment_id, manager_id)
