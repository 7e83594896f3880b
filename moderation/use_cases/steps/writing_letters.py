"""Writing a letter: it is kept with whatever causes it, and leaves once that is durable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.letters import LetterKind, mail_address, one_line
from moderation.storage import jobs, letters
from moderation.storage.letter_tables import Letter

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LETTER = "letter"
"""The kind of job that sends a letter."""

DIGEST = "digest"
"""The kind of job that writes somebody the letter of their notices; there is at most one for each account."""


@dataclass(frozen=True)
class NewLetter:
    """What is written to whom, in the name of which publication; a letter with a link says nothing before it leaves.

    ``account_id`` is whose letter it is; ``unsubscribe`` the address at which one click ends such letters (it becomes
    the List-Unsubscribe headers of RFC 8058).
    """

    kind: LetterKind
    to: str
    sender_name: str
    subject: str = ""
    text: str = ""
    account_id: int | None = None
    unsubscribe: str | None = None


def write_letter(session: Session, new: NewLetter, now: datetime) -> int:
    """The number of the letter, which leaves as soon as this transaction is committed.

    Raises:
        Malformed: when nothing could be sent to its address.
    """
    letter = Letter(
        kind=new.kind,
        account_id=new.account_id,
        address=mail_address(new.to),
        sender_name=one_line(new.sender_name),
        subject=one_line(new.subject),
        text=new.text,
        unsubscribe=new.unsubscribe,
        made_at=now,
    )
    number = letters.add_letter(session, letter)
    jobs.add_job(session, LETTER, str(number), now)
    return number
