"""Write somebody the letter that tells of the notices they have not seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.letters import LetterKind
from moderation.domain.mailing import LOOKS_BACK, Frequency, letter_of
from moderation.domain.notices import Wording
from moderation.storage import accounts, authors, jobs, mailings, notices
from moderation.use_cases.steps.reading_notices import as_told
from moderation.use_cases.steps.writing_letters import DIGEST, NewLetter, write_letter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderation.parts import Parts
    from moderation.storage.account_tables import Account
    from moderation.storage.own_tables import Mailing
    from moderation.use_cases.steps.reading_notices import ToldNotice

MOST = 100
"""How many notices are looked at for one letter, the newest."""


def write_digest(parts: Parts, account_id: int) -> None:
    """Write the letter, with what still stands and was not seen; none to an address that is not confirmed."""
    now = parts.now()
    with parts.database.writing() as session:
        jobs.finish(session, DIGEST, str(account_id))
        account = accounts.account_with(session, account_id)
        mailing = mailings.mailing_of(session, account_id)
        if account.mail_address is None or mailing.frequency is Frequency.NEVER:
            return
        since = mailing.told_until or now - LOOKS_BACK
        whom = notices.Whom(authors.authors_of(session, account_id))
        due = notices.told_to(session, whom, notices.Stretch(now, MOST))
        found = [each for each in due if each.due_at > since and each.seen_at is None]
        mailing.told_until = now
        told = as_told(session, found)
        if told:
            write_letter(session, _letter(parts, account, mailing, told), now)


def _letter(parts: Parts, account: Account, mailing: Mailing, told: Sequence[ToldNotice]) -> NewLetter:
    sites = dict.fromkeys(each.place.site_name for each in told if each.place)
    sender = next(iter(sites)) if len(sites) == 1 else "Comments"
    stop = f"{parts.public_url}/unsubscribe/{mailing.token}"
    listed = [(Wording(each.title, each.text), each.place.title if each.place else None) for each in told]
    said = letter_of(account.name, sender, listed, f"{parts.public_url}/me", stop)
    return NewLetter(
        LetterKind.DIGEST,
        account.mail_address or "",
        sender,
        subject=said.subject,
        text=said.text,
        account_id=account.id,
        unsubscribe=stop,
    )
