"""Send a letter that is due, with no transaction open; try again for a day, then give it up."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from moderation.domain.letters import NotSent, Outgoing, one_line
from moderation.storage import jobs, letters
from moderation.use_cases.steps.composing import composed
from moderation.use_cases.steps.writing_letters import LETTER

if TYPE_CHECKING:
    from moderation.parts import Parts

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=2)
GIVEN_UP_AFTER = timedelta(days=1)


def send_letter(parts: Parts, letter_id: int, attempts: int) -> bool:
    """Whether the letter is given up; else it left, need not leave any more, or is tried again later.

    A crash between sending and recording sends it twice, by one Message-ID.
    """
    outgoing = _outgoing(parts, letter_id)
    if outgoing is None:
        return False
    refusal = _refusal(parts, outgoing)
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
        kept.text = ""
        jobs.finish(session, LETTER, str(letter_id))
        return refusal is not None


def _outgoing(parts: Parts, letter_id: int) -> Outgoing | None:
    """The letter as it leaves; None when it need not, and is forgotten."""
    with parts.database.writing() as session:
        letter = letters.letter_to_send(session, letter_id)
        said = composed(session, parts, letter) if letter else None
        if letter is None or said is None:
            jobs.finish(session, LETTER, str(letter_id))
            letters.drop(session, letter_id)
            return None
        return Outgoing(
            number=letter.id,
            kind=letter.kind,
            made_at=letter.made_at,
            to=letter.address,
            sender_name=letter.sender_name,
            subject=one_line(said.subject),
            text=said.text,
            unsubscribe=letter.unsubscribe,
        )


def _refusal(parts: Parts, outgoing: Outgoing) -> NotSent | None:
    """Why nobody took the letter, if nobody did."""
    try:
        parts.mail.send(outgoing)
    except NotSent as refusal:
        return refusal
    return None
