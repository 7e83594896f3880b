"""Complete a sign-in with the code of the second factor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.errors import Malformed, NotSignedIn
from moderation.storage import accounts
from moderation.use_cases.steps.allowing import allow, whence
from moderation.use_cases.steps.second_factor import is_accepted
from moderation.use_cases.steps.signing_in import signed_in_as

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.account_tables import SignIn

_TRIES_AN_HOUR = 2
"""How many times the limit a minute may be tried in an hour: whoever knows the password must not guess all day."""


def confirm_sign_in(parts: Parts, token: str, code: str, address: str, browser: str = "") -> str:
    """The token that the browser shows from now on; the one that awaited the code has ended.

    Raises:
        NotSignedIn: when no sign-in awaits a code, or no longer.
        TooMany: when codes were tried too often for this account or from this address.
        Malformed: when the code is wrong, too old, or was used before.
    """
    limit, now = parts.limits.sign_ins_per_minute, parts.now()
    with parts.database.writing() as session:  # committed before the check: a wrong guess counts too
        account_id = _awaiting(session, parts, token).account_id
        allow(session, f"code account:{account_id}", limit, 60, now)
        allow(session, f"code account:{account_id} an hour", limit * _TRIES_AN_HOUR, 3600, now)
        allow(session, f"code from {whence(address)}", limit * 3, 60, now)
    with parts.database.writing() as session:
        account = _awaiting(session, parts, token).account
        if not is_accepted(session, account, code, now):
            complaint = "This code is wrong, or was used already. Wait for the next one and try again."
            raise Malformed(complaint, fields={"code": [complaint]})
        accounts.end_sign_in(session, token, now)
        return signed_in_as(session, parts, account, browser)


def _awaiting(session: Session, parts: Parts, token: str) -> SignIn:
    sign_in = accounts.signed_in(session, token)
    if sign_in is None or not sign_in.awaits_code or sign_in.expires_at <= parts.now():
        raise NotSignedIn("That took too long. Sign in again.", code="session_expired")
    return sign_in
