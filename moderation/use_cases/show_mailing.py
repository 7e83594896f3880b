"""Show somebody how often they are told of their notices by mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.domain.errors import NotSignedIn
from moderation.domain.mailing import Frequency
from moderation.storage import mailings

if TYPE_CHECKING:
    from moderation.parts import Parts


def show_mailing(parts: Parts, caller: Caller) -> Frequency:
    """How often the caller is told.

    Raises:
        NotSignedIn: when nobody is signed in.
    """
    if caller.account_id is None:
        raise NotSignedIn("Sign in first.")
    with parts.database.reading() as session:
        return mailings.frequency_of(session, caller.account_id)
