"""Offer a second factor: a secret to share with an authenticator app; nothing is kept before it is confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_account
from moderation.storage import accounts
from moderation.use_cases.steps.second_factor import address_for, new_secret

if TYPE_CHECKING:
    from moderation.parts import Parts


@dataclass(frozen=True)
class Offer:
    """A secret to type, and the address that says the same as a QR code; whether it takes the place of another."""

    secret: str
    address: str
    replaces: bool


def offer_factor(parts: Parts, caller: Caller, secret: str | None = None) -> Offer:
    """The offer with this secret if one was offered already, so that what was scanned stays good; else with a new one.

    Raises:
        NotSignedIn, NotAllowed: for all but those at the desk.
    """
    account_id = require_account(caller)
    secret = secret or new_secret()
    with parts.database.reading() as session:
        account = accounts.account_with(session, account_id)
    return Offer(secret, address_for(secret, account.name), account.code_secret is not None)
