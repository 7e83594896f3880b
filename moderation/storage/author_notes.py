"""What managers wrote about an author for colleagues."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, joinedload

from moderation.storage.desk_tables import AuthorNote
from moderation.storage.tables import Author


def add_note(session: Session, author: Author, text: str, *, manager_id: int, now: datetime) -> AuthorNote:
    """The new note."""
    note = AuthorNote(author_id=author.id, manager_id=manager_id, text=text, written_at=now)
    session.add(note)
    session.flush()
    return note


def notes_on(session: Session, author: Author) -> Sequence[AuthorNote]:
    """All notes on an author, latest first, with who wrote them."""
    asked = select(AuthorNote).where(AuthorNote.author_id == author.id).order_by(AuthorNote.id.desc())
    return session.scalars(asked.options(joinedload(AuthorNote.manager))).all()


def is_there(session: Session, note_id: int) -> bool:
    """Whether there is a note with this id."""
    return session.scalar(select(AuthorNote.id).where(AuthorNote.id == note_id)) is not None


def take_back(session: Session, note_id: int) -> None:
    """Have the note never written."""
    session.execute(delete(AuthorNote).where(AuthorNote.id == note_id))
