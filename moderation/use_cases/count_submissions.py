"""Count what a key's submissions became, so that a sender can check that all it sent is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_scope
from moderation.domain.comments import Status
from moderation.storage import submissions

if TYPE_CHECKING:
    from moderation.parts import Parts


def count_submissions(parts: Parts, caller: Caller, site: str, prefix: str) -> Mapping[Status, int]:
    """How many comments are kept for this key's Idempotency-Keys that begin with ``prefix``, by status.

    Raises:
        NotSignedIn, NotAllowed: without a key of this site for comments.
    """
    require_scope(caller, "comments", site)
    with parts.database.reading() as session:
        found = submissions.stored(session, caller.mark, prefix)
    return {status: found.get(status, 0) for status in Status}
