"""Show somebody who is leaving how far that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.domain.errors import NotSignedIn
from moderation.domain.leaving import Fate, Leaving
from moderation.storage import authors, departures, jobs
from moderation.use_cases.steps.leaving import LEAVE

if TYPE_CHECKING:
    from moderation.parts import Parts


def show_leaving(parts: Parts, caller: Caller) -> int:
    """How many of the caller's comments are still to be erased; none when they do not leave.

    Raises:
        NotSignedIn: when nobody is signed in.
    """
    if caller.account_id is None:
        raise NotSignedIn("Sign in first.")
    leaving = Leaving("account", caller.account_id, Fate.ERASE)
    with parts.database.reading() as session:
        if not jobs.is_waiting(session, LEAVE, leaving.subject):
            return 0
        return departures.comments_left(session, authors.authors_of(session, caller.account_id))
