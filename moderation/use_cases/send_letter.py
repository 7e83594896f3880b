"""Send a letter that is due, with no transaction open; try again for a day, then give it up."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from moderation.domain.letters import NotSent, Outgoing
from moderation.storage import jobs, letters
from moderation.use_cases.steps.writing_letters import LETTER

if TYPE_CHECKING:
    from moderation.parts import Parts
    from moderation.storage.letter_tables import Letter

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=2)
GIVEN_UP_AFTER = timedelta(days=1)


def send_letter(parts: Parts, letter_id: int, attempts: int) -> bool:
    """Whether the letter is given up; else it left, need not leave any more, or is tried again later.

    A crash between sending and recording sends it twice, by one Message-ID.
    """
    with parts.database.reading() as session:
        letter = letters.letter_to_send(session, letter_id)
    refusal = _refusal(parts, letter) if letter else None
    with parts.database.writing() as session:
        kept = letters.letter_to_send(session, letter_id)
        if kept is None:
            jobs.finish(session, LETTER, str(letter_id))
            return False
        kept.tries = attempts
        if refusal is None:
            kept.sent_at = parts.now()
        else:
            kept.why = str(refusal)
            may_leave = refusal.is_passing and parts.now() - kept.made_at < GIVEN_UP_AFTER
            if may_leave:
                due = parts.now() + min(FIRST_WAIT * (1 << min(attempts - 1, 10)), LONGEST_WAIT)
                jobs.postpone(session, LETTER, str(letter_id), due, str(refusal))
                return False
            kept.given_up_at = parts.now()
        kept.text = ""  # it may hold a link that opens an account
        jobs.finish(session, LETTER, str(letter_id))
        return refusal is not None


def _refusal(parts: Parts, letter: Letter) -> NotSent | None:
    """Why nobody took the letter, if nobody did."""
    outgoing = Outgoing(
        number=letter.id,
        kind=letter.kind,
        made_at=letter.made_at,
        to=letter.address,
        sender_name=letter.sender_name,
        subject=letter.subject,
        text=letter.text,
        unsubscribe=letter.unsubscribe,
    )
    try:
        parts.mail.send(outgoing)
    except NotSent as refusal:
        return refusal
    return None
