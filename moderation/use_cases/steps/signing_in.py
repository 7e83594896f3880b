"""Handing a browser the token of a new sign-in."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from moderation.storage import accounts

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.account_tables import Account


def signed_in_as(session: Session, parts: Parts, account: Account) -> str:
    """A new random token, of which only the digest is kept."""
    token = secrets.token_urlsafe(32)
    ends_at = parts.now() + timedelta(hours=parts.limits.sign_in_hours)
    accounts.add_sign_in(session, account, token, ends_at)
    return token
