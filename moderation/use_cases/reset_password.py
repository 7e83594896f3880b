"""Replace a forgotten password by the link of a letter; every browser is signed out, every other letter void."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Role
from moderation.domain.errors import NotAllowed
from moderation.domain.letters import LetterKind
from moderation.storage import accounts, mail_addresses
from moderation.use_cases.steps.following_links import link_followed, link_to_use
from moderation.use_cases.steps.passwords import hashed

if TYPE_CHECKING:
    from moderation.parts import Parts


def reset_password(parts: Parts, token: str, password: str, address: str) -> None:
    """Keep the new password; ``address`` is where the request came from. A second factor stays as it is.

    Raises:
        NotFound: when the link was used, replaced or is over.
        NotAllowed: when the account works at the desk by now: an administrator gives it a password.
        Malformed: when the password is too short or too long.
        TooMany: when too many links were tried from there.
    """
    link_followed(parts, LetterKind.RESET, token, address)
    password_hash = hashed(password)
    with parts.database.writing() as session:
        link = link_to_use(session, parts, LetterKind.RESET, token)
        if link.account.role.reaches(Role.MANAGER):
            raise NotAllowed("Ask an administrator for a new password.", code="desk_account")
        accounts.set_password(session, link.account, password_hash, must_change=False, now=parts.now())
        mail_addresses.take_back_what_was_asked(session, link.account_id)
