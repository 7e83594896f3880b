"""Sign a browser out, or a reader without an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.storage import accounts, identities

if TYPE_CHECKING:
    from moderation.parts import Parts


def sign_out(parts: Parts, token: str) -> None:
    """End the sign-in of this token, or the token of a reader without an account, if there is one."""
    with parts.database.writing() as session:
        accounts.end_sign_in(session, token, parts.now())
        identities.end_token(session, token)
