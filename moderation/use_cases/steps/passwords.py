"""Passwords: hashed with argon2id, checked in the same time whether or not the account exists."""

from __future__ import annotations

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from moderation.domain.errors import Malformed

SHORTEST = 10
LONGEST = 200

EASILY_TOLD = "abcdefghijkmnpqrstuvwxyz23456789"
"""What nobody takes for something else when it is read aloud or copied by hand: 32, so four groups hold 80 bits."""

# OWASP's second choice for argon2id (19 MiB, 2 passes, 1 lane): the library's 64 MiB would let a few
# sign-ins at once starve a small machine.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_NOBODYS = HASHER.hash(secrets.token_urlsafe())


def hashed(password: str) -> str:
    """The hash to keep of a new password.

    Raises:
        Malformed: when it is too short or too long.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise Malformed(
            f"A password has {SHORTEST} to {LONGEST} characters.",
            fields={"password": [f"Use {SHORTEST} to {LONGEST} characters. A few words are fine."]},
        )
    return HASHER.hash(password)


def is_right(password: str, password_hash: str | None) -> bool:
    """Whether this is the password of the hash; with no hash it takes as long to say no."""
    try:
        HASHER.verify(password_hash or _NOBODYS, password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def one_time() -> str:
    """A new random password to be shown once and changed at the first sign-in: four groups of four, easily told."""
    return "-".join("".join(secrets.choice(EASILY_TOLD) for _ in range(4)) for _ in range(4))
