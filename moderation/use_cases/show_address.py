"""Show a reader the mail address of their account, and the one that still waits to be confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.domain.errors import NotSignedIn
from moderation.storage import accounts

if TYPE_CHECKING:
    from moderation.parts import Parts


@dataclass(frozen=True)
class OwnAddress:
    """The address that is confirmed, and the one that waits; "" where there is none."""

    confirmed: str
    unconfirmed: str


def show_address(parts: Parts, caller: Caller) -> OwnAddress:
    """The reader's own addresses.

    Raises:
        NotSignedIn: when nobody is signed in.
    """
    if caller.account_id is None:
        raise NotSignedIn("Sign in first.")
    with parts.database.reading() as session:
        account = accounts.account_with(session, caller.account_id)
    return OwnAddress(account.mail_address or "", account.unconfirmed_address or "")
