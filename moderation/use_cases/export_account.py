"""Hand somebody who is signed in all that is kept of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moderation.domain.callers import Caller
from moderation.domain.errors import NotSignedIn
from moderation.storage import accounts, own_records
from moderation.use_cases.steps.allowing import allow
from moderation.use_cases.steps.exporting import Person, everything_of

if TYPE_CHECKING:
    from moderation.parts import Parts

AN_HOUR = 10
"""How often everything may be had in an hour."""


def export_account(parts: Parts, caller: Caller) -> dict[str, Any]:
    """Everything about the caller's account and what they are on each site, as plain JSON values.

    Raises:
        NotSignedIn: when nobody is signed in.
        TooMany: when it was asked for too often.
    """
    if caller.account_id is None:
        raise NotSignedIn("Sign in first.")
    now = parts.now()
    with parts.database.writing() as session:
        allow(session, f"export {caller.mark}", AN_HOUR, 3600, now)
    with parts.database.reading() as session:
        account = accounts.account_with(session, caller.account_id)
        person = Person(own_records.authors_of(session, account.id), account)
        return everything_of(session, person, now)
