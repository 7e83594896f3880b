"""Write a note about an author for colleagues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.acts import Deed, subject_of
from moderation.domain.callers import Caller, require_manager
from moderation.domain.errors import Malformed
from moderation.storage import acts, author_notes
from moderation.use_cases.steps.sanctioning import author_within_reach
from moderation.use_cases.steps.undoing import standing

if TYPE_CHECKING:
    from moderation.parts import Parts

LONGEST_NOTE = 2000


def add_author_note(parts: Parts, caller: Caller, author_id: int, text: str) -> int:
    """The id of the act; the author never sees the note.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
        NotFound: when there is no such author, or none who wrote anything that the caller works on.
        Malformed: when the note is empty or too long.
    """
    manager_id = require_manager(caller)
    said = text.strip()
    if not said or len(said) > LONGEST_NOTE:
        complaint = f"A note has 1 to {LONGEST_NOTE:,} characters."
        raise Malformed(complaint, fields={"note": [complaint]})
    now = parts.now()
    with parts.database.writing() as session:
        author, site = author_within_reach(session, caller, author_id, to_change=True)
        note = author_notes.add_note(session, author, said, manager_id=manager_id, now=now)
        known = {"note": note.id}
        change = acts.Change(standing(known, stands=False), standing(known, stands=True))
        subject = subject_of("author", author.id)
        return acts.add_act(
            session, Deed.NOTE, subject, change, manager_id=manager_id, now=now, site_id=site.id
        ).id
