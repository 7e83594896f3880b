"""The second factor: codes of an authenticator app (RFC 6238), and the recovery codes that stand in for them."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime
from typing import TYPE_CHECKING

import pyotp

from moderation.storage import accounts, factors

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.account_tables import Account

ISSUER = "Comment desk"
"""How the app names what its code is for."""

AROUND = 1
"""How many steps of 30 seconds before and after now still count: clocks differ, and typing takes a while."""

RECOVERY_CODES = 8
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""No letter that reads like another."""


def new_secret() -> str:
    """A new random secret to be shared with an authenticator app."""
    return pyotp.random_base32()


def address_for(secret: str, name: str) -> str:
    """What the app reads from a QR code: the secret, whose it is and what for."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The step whose code this is, if it is one of those around now."""
    totp = pyotp.TOTP(secret)
    current = int(now.timestamp()) // totp.interval
    around = range(current - AROUND, current + AROUND + 1)
    digits = "".join(code.split()).encode()
    found = [step for step in around if hmac.compare_digest(totp.generate_otp(step).encode(), digits)]
    return found[-1] if found else None


def is_accepted(session: Session, account: Account, code: str, now: datetime) -> bool:
    """Whether the code lets somebody in: one of the app's that was not used yet, or a recovery code; used by this."""
    step = step_of(account.code_secret, code, now) if account.code_secret else None
    if step is not None:
        return factors.use_step(session, account, step)
    return factors.use_code(session, account, _digest(account, code), now)


def give_codes(session: Session, account: Account) -> list[str]:
    """New recovery codes, to be shown once; older ones count no more, and only the digests are kept."""
    codes = ["".join(secrets.choice(LETTERS) for _ in range(16)) for _ in range(RECOVERY_CODES)]
    factors.replace_codes(session, account, [_digest(account, code) for code in codes])
    return ["-".join(code[begin : begin + 4] for begin in range(0, 16, 4)) for code in codes]


def _digest(account: Account, code: str) -> str:
    """The digest of a code however it is spaced and written; each account's are its own."""
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    return accounts.digest_of(f"recovery {account.id} {plain}")
