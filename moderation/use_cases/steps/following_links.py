"""Following the link of a letter: each try counts, and what opens nothing any more is told so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.errors import NotFound
from moderation.storage import mail_addresses
from moderation.use_cases.steps.allowing import allow, whence

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.domain.letters import LetterKind
    from moderation.parts import Parts
    from moderation.storage.letter_tables import OneTimeLink

FOLLOWED_FROM = 60
"""How many links may be tried in an hour from one place."""


def link_followed(parts: Parts, kind: LetterKind, token: str, address: str) -> OneTimeLink:
    """The link of this token with its account, as it stands; ``address`` is where the request came from.

    Raises:
        NotFound: when it was used, replaced or is over.
        TooMany: when too many were tried from this address.
    """
    with parts.database.writing() as session:
        allow(session, f"links from {whence(address)}", FOLLOWED_FROM, 3600, parts.now())
    with parts.database.reading() as session:
        return link_to_use(session, parts, kind, token)


def link_to_use(session: Session, parts: Parts, kind: LetterKind, token: str) -> OneTimeLink:
    """The same, kept from others until this transaction ends.

    Raises:
        NotFound: when it was used, replaced or is over.
    """
    link = mail_addresses.link_with(session, kind, token, parts.now())
    if link is None:
        raise NotFound("This link was used already, or is too old. Ask for another letter.", code="link_over")
    return link
