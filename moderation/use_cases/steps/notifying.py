"""Notices of illegal content by people without an account: who they say they are, and telling them what follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.errors import Malformed
from moderation.domain.letter_words import notice_taken
from moderation.domain.letters import LetterKind, mail_address
from moderation.storage import accounts, jobs
from moderation.storage.desk_tables import Notifier
from moderation.use_cases.steps.allowing import allow
from moderation.use_cases.steps.writing_letters import NewLetter, write_letter

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.desk_tables import Report
    from moderation.storage.tables import Article

OUTCOME = "outcome"
"""The kind of job that tells what came of such a notice."""

LONGEST_NAME = 80
A_DAY = 3
"""To how many notices in a day one address is written about, so that nobody can flood it in another's name."""


@dataclass(frozen=True)
class Says:
    """Who somebody says they are, and where they want to hear what follows; both as they like."""

    name: str = ""
    mail: str = ""


def take_notice(session: Session, report: Report, article: Article, says: Says, now: datetime) -> None:
    """Keep who sends the notice, and confirm it to their address.

    Raises:
        Malformed: when the name is too long, or nothing can be sent to the address.
        TooMany: when too much was sent there today.
    """
    name = says.name.strip()
    if len(name) > LONGEST_NAME or not name.isprintable():
        complaint = f"At most {LONGEST_NAME} visible characters."
        raise Malformed(complaint, fields={"name": [complaint]})
    address = mail_address(says.mail) if says.mail.strip() else None
    if address is None and not name:
        return
    report.notifier = Notifier(report_id=report.id, name=name or None, mail_address=address)
    session.flush()
    if address is not None:
        allow(session, f"notice to {accounts.digest_of(address.lower())}", A_DAY, 24 * 3600, now)
        said = notice_taken(article.site.name, article.title)
        new = NewLetter(LetterKind.NOTICE, address, article.site.name, said.subject, said.text)
        write_letter(session, new, now)


def tell_outcome(session: Session, report: Report, due: datetime) -> None:
    """Have it told what came of a notice, if it still stands by then; whether there is anybody to tell is seen then."""
    jobs.add_job(session, OUTCOME, str(report.id), due)
