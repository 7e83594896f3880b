"""Give one's account a mail address, or another; the new one counts once it is confirmed, and the old one is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain import letter_words
from moderation.domain.callers import Caller
from moderation.domain.errors import Malformed, NotSignedIn
from moderation.domain.letters import LetterKind, mail_address
from moderation.storage import accounts, mail_addresses
from moderation.use_cases.steps.allowing import allow
from moderation.use_cases.steps.proving import prove
from moderation.use_cases.steps.writing_letters import NewLetter, write_letter

if TYPE_CHECKING:
    from moderation.parts import Parts

CHANGED = 5
"""How often an account may have a letter sent to an address in an hour."""


def change_address(parts: Parts, caller: Caller, password: str, told: str, site_name: str) -> None:
    """Have a letter sent to the address, whose link makes it the account's.

    Raises:
        NotSignedIn: when nobody is signed in.
        Malformed: when the password is wrong, or the address can be nobody's or is the account's already.
        TooMany: when it was tried too often.
    """
    if caller.account_id is None:
        raise NotSignedIn("Sign in first.")
    mail, now = mail_address(told), parts.now()
    prove(parts, caller.account_id, password)
    with parts.database.writing() as session:
        allow(session, f"address {caller.mark}", CHANGED, 3600, now)
        account = accounts.account_with(session, caller.account_id)
        if account.mail_address == mail:
            complaint = "This is your address already."
            raise Malformed(complaint, fields={"address": [complaint]})
        mail_addresses.ask_address(session, account.id, mail)
        write_letter(session, NewLetter(LetterKind.CONFIRM, mail, site_name, account_id=account.id), now)
        if account.mail_address is not None:
            said = letter_words.moved(account.name, site_name, f"{parts.public_url}/me/password")
            old = NewLetter(
                LetterKind.MOVED, account.mail_address, site_name, said.subject, said.text, account.id
            )
            write_letter(session, old, now)
