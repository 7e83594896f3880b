"""Open an account for a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Role
from moderation.domain.errors import Malformed
from moderation.storage import accounts
from moderation.use_cases.steps.allowing import allow
from moderation.use_cases.steps.names import checked_name
from moderation.use_cases.steps.passwords import hashed
from moderation.use_cases.steps.signing_in import signed_in_as

if TYPE_CHECKING:
    from moderation.parts import Parts


def sign_up(parts: Parts, name: str, password: str, address: str, browser: str = "") -> str:
    """The token of the new account's first sign-in; ``address`` is where the request came from.

    Raises:
        Malformed: when the name or the password will not do, or the name (or a look-alike) is taken.
        TooMany: when too many sign-ups were tried from this address.
    """
    tidy, folded = checked_name(name)
    now = parts.now()
    with parts.database.writing() as session:  # committed before the hash: a taken name counts too
        allow(session, f"sign-up {address}", parts.limits.sign_ups_per_hour, 3600, now)
    password_hash = hashed(password)
    with parts.database.writing() as session:
        account = accounts.add_account(
            session,
            name=tidy,
            folded_name=folded,
            password_hash=password_hash,
            role=Role.READER,
            must_change_password=False,
            now=now,
        )
        if account is None:
            complaint = "This name, or one that looks like it, is taken."
            raise Malformed(complaint, fields={"name": [complaint]})
        return signed_in_as(session, parts, account, browser)
