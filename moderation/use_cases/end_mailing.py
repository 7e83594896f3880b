"""End the letters of notices for whoever shows the token that stands in them, and tell whether they are ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.errors import NotFound
from moderation.domain.mailing import Frequency
from moderation.storage import mailings

if TYPE_CHECKING:
    from moderation.parts import Parts


def end_mailing(parts: Parts, token: str, *, ask_only: bool = False) -> bool:
    """Whether there are no such letters any more; ``ask_only`` leaves them as they are, for programs follow links.

    Raises:
        NotFound: when no letter has this token.
    """
    with parts.database.writing() as session:
        mailing = mailings.mailing_with(session, token)
        if mailing is None:
            raise NotFound("There are no such letters.", code="unknown_letters")
        if not ask_only:
            mailing.frequency = Frequency.NEVER
        return mailing.frequency is Frequency.NEVER
