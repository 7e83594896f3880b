"""Writing the letters that hold a link, at the moment they leave: until then nothing that opens an account is kept.

Whether there is such an account is looked up here, in the background, so that whoever asked cannot tell by the answer
nor by its time.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from moderation.domain import letter_words
from moderation.domain.callers import Role
from moderation.domain.letters import LetterKind
from moderation.storage import accounts, mail_addresses
from moderation.storage.letter_tables import OneTimeLink

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.domain.letter_words import Words
    from moderation.parts import Parts
    from moderation.storage.letter_tables import Letter

GOOD_FOR = {LetterKind.CONFIRM: timedelta(days=2), LetterKind.RESET: timedelta(hours=1)}
"""How long the links in letters open something, from when they leave."""


def composed(session: Session, parts: Parts, letter: Letter) -> Words | None:
    """What the letter says; None when there is nobody to say it to."""
    if letter.kind is LetterKind.CONFIRM:
        return _confirmation(session, parts, letter)
    if letter.kind is LetterKind.RESET:
        return _reset(session, parts, letter)
    return letter_words.Words(letter.subject, letter.text)


def _confirmation(session: Session, parts: Parts, letter: Letter) -> Words | None:
    account = accounts.account_with(session, letter.account_id or 0)
    if account.unconfirmed_address != letter.address:
        return None
    owner = mail_addresses.account_at(session, letter.address)
    if owner is not None and owner.id != account.id:
        return letter_words.taken(owner.name, letter.sender_name, f"{parts.public_url}/forgot")
    link = _link(session, parts, LetterKind.CONFIRM, account.id, letter.address)
    return letter_words.confirm(account.name, letter.sender_name, f"{parts.public_url}/confirm/{link}")


def _reset(session: Session, parts: Parts, letter: Letter) -> Words | None:
    account = mail_addresses.account_at(session, letter.address)
    if account is None:
        return None
    letter.account_id = account.id
    if account.role.reaches(Role.MANAGER):
        return letter_words.reset_at_the_desk(account.name, letter.sender_name)
    link = _link(session, parts, LetterKind.RESET, account.id, letter.address)
    return letter_words.reset(account.name, letter.sender_name, f"{parts.public_url}/reset/{link}")


def _link(session: Session, parts: Parts, kind: LetterKind, account_id: int, address: str) -> str:
    """The token of a new link, of which only the digest is kept."""
    token = secrets.token_urlsafe(32)
    link = OneTimeLink(
        digest=accounts.digest_of(token),
        kind=kind,
        account_id=account_id,
        address=address,
        expires_at=parts.now() + GOOD_FOR[kind],
    )
    mail_addresses.add_link(session, link)
    return token
