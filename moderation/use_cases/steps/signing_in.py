"""Handing a browser the token of a new sign-in."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from moderation.storage import accounts
from moderation.storage.account_tables import SignIn

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.account_tables import Account, Site

ACCOUNT_AT_A_SITE = "account_"
"""How a token begins that a page of a site shows; no key begins so."""

CODE_AWAITED = timedelta(minutes=10)
"""How long after the password the code may come."""


def signed_in_as(
    session: Session,
    parts: Parts,
    account: Account,
    browser: str,
    *,
    awaits_code: bool = False,
    site: Site | None = None,
) -> str:
    """A new random token, of which only the digest is kept; ``browser`` is what it calls itself, in short.

    With a site, the token is for its pages alone.
    """
    token = f"{ACCOUNT_AT_A_SITE if site else ''}{secrets.token_urlsafe(32)}"
    now = parts.now()
    lasts = CODE_AWAITED if awaits_code else timedelta(hours=parts.limits.sign_in_hours)
    sign_in = SignIn(
        digest=accounts.digest_of(token),
        account_id=account.id,
        began_at=now,
        expires_at=now + lasts,
        awaits_code=awaits_code,
        browser=browser,
        site_id=site.id if site else None,
    )
    accounts.add_sign_in(session, sign_in)
    return token
