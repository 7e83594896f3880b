"""Open an account for a reader, sign its browser in, and ask whether the mail address it told is really theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.callers import Role
from moderation.domain.errors import Malformed
from moderation.domain.letters import LetterKind, mail_address
from moderation.storage import accounts, mail_addresses
from moderation.use_cases.steps.allowing import allow, whence
from moderation.use_cases.steps.blocking import refuse_blocked
from moderation.use_cases.steps.names import check_reader_name, checked_name
from moderation.use_cases.steps.passwords import hashed
from moderation.use_cases.steps.signing_in import signed_in_as
from moderation.use_cases.steps.writing_letters import NewLetter, write_letter

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.account_tables import Account


NO_ADDRESS = "Give a mail address: we send a letter to it."


@dataclass(frozen=True)
class Told:
    """A mail address that came with a new account, and in the name of which publication it is written to."""

    address: str
    site_name: str


def sign_up(
    parts: Parts, name: str, password: str, address: str, browser: str = "", *, told: Told | None = None
) -> str:
    """The token of the new account's first sign-in; ``address`` is where the request came from.

    With a mail address the account's comments wait until it is confirmed. Whether it is somebody's already is told in
    the letter alone.

    Raises:
        Malformed: when the name, the password or the mail address will not do, or the name (or a look-alike) is taken.
        NotAllowed: when readers are not taken in from this address, or with such a mail address.
        TooMany: when too many sign-ups were tried from this address.
    """
    tidy, folded = checked_name(name)
    mail = mail_address(told.address) if told else None
    if mail is None and parts.demands_address:
        raise Malformed(NO_ADDRESS, fields={"address": [NO_ADDRESS]})
    with parts.database.writing() as session:  # committed before the hash: a taken name counts too
        allow(session, f"sign-up {whence(address)}", parts.limits.sign_ups_per_hour, 3600, parts.now())
    with parts.database.reading() as session:
        refuse_blocked(session, address, mail)
        check_reader_name(session, tidy)
    password_hash = hashed(password)
    with parts.database.writing() as session:
        account = accounts.add_account(
            session,
            name=tidy,
            folded_name=folded,
            password_hash=password_hash,
            role=Role.READER,
            must_change_password=False,
            now=parts.now(),
        )
        if account is None:
            complaint = "This name, or one that looks like it, is taken."
            raise Malformed(complaint, fields={"name": [complaint]})
        if told is not None and mail is not None:
            _ask(session, parts, account, Told(mail, told.site_name))
        return signed_in_as(session, parts, account, browser)


def _ask(session: Session, parts: Parts, account: Account, told: Told) -> None:
    """Have the address wait for its confirmation, and write to it."""
    mail_addresses.ask_address(session, account.id, told.address)
    letter = NewLetter(LetterKind.CONFIRM, told.address, told.site_name, account_id=account.id)
    write_letter(session, letter, parts.now())
