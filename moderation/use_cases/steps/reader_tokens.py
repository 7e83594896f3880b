"""Handing the page of a site the token of an author without an account."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from moderation.storage import identities
from moderation.storage.accounts import digest_of
from moderation.storage.identity_tables import ReaderToken

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.tables import Author

READER = "reader_"
"""How such a token begins; no key and no sign-in begins so."""


@dataclass(frozen=True)
class HandedOut:
    """A token, good at one site until then, and what its author is called."""

    token: str
    expires_at: datetime
    name: str


def hand_out(session: Session, author: Author, now: datetime, lasts: timedelta) -> HandedOut:
    """A new random token for the author, of which only the digest is kept."""
    token = f"{READER}{secrets.token_urlsafe(32)}"
    kept = ReaderToken(digest=digest_of(token), author_id=author.id, expires_at=now + lasts)
    identities.add_token(session, kept)
    return HandedOut(token, now + lasts, author.name)
