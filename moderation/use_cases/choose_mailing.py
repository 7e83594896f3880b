"""Have somebody told of their notices by mail as often as they want."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.domain.errors import NotSignedIn
from moderation.domain.mailing import Frequency
from moderation.storage import mailings

if TYPE_CHECKING:
    from moderation.parts import Parts


def choose_mailing(parts: Parts, caller: Caller, frequency: Frequency) -> None:
    """Tell the caller that often from now on.

    Raises:
        NotSignedIn: when nobody is signed in.
    """
    if caller.account_id is None:
        raise NotSignedIn("Sign in first.")
    with parts.database.writing() as session:
        mailings.mailing_of(session, caller.account_id).frequency = frequency
