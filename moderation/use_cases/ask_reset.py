"""Ask for a letter with which a forgotten password is replaced; the answer is the same whoever's address it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.letters import LetterKind, mail_address
from moderation.storage import accounts, allowances
from moderation.use_cases.steps.allowing import allow, whence
from moderation.use_cases.steps.writing_letters import NewLetter, write_letter

if TYPE_CHECKING:
    from moderation.parts import Parts

ASKED_FROM, ASKED_FOR = 20, 5
"""How many letters may be asked for in an hour from one place, and how many for one mail address."""


def ask_reset(parts: Parts, told: str, site_name: str, address: str) -> None:
    """Have a letter written to this mail address if an account has confirmed it.

    ``address`` is where the request came from. The worker looks whether there is such an account. What is asked for
    too often is not answered, and nobody is told.

    Raises:
        Malformed: when it can be nobody's address.
        TooMany: when too much was asked from this place.
    """
    mail = mail_address(told)
    now = parts.now()
    with parts.database.writing() as session:
        allow(session, f"letters from {whence(address)}", ASKED_FROM, 3600, now)
    with parts.database.writing() as session:
        bucket = f"reset {accounts.digest_of(mail)}"
        if allowances.take(session, bucket, ASKED_FOR, 3600, now) is None:
            write_letter(session, NewLetter(LetterKind.RESET, mail, site_name), now)
