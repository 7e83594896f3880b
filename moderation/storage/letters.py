"""Letters: keeping one, what came of sending it, and forgetting those that are over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from moderation.storage.letter_tables import Letter


@dataclass(frozen=True)
class Outbox:
    """How many letters wait, why the one that was tried last did not leave, and how many were given up of late."""

    waiting: int
    why: str | None
    given_up: int


def add_letter(session: Session, letter: Letter) -> int:
    """Keep a letter; its number."""
    session.add(letter)
    session.flush()
    return letter.id


def letter_to_send(session: Session, letter_id: int) -> Letter | None:
    """The letter, unless it left, was given up or is gone."""
    letter = session.get(Letter, letter_id)
    return letter if letter and letter.sent_at is None and letter.given_up_at is None else None


def outbox(session: Session, since: datetime) -> Outbox:
    """How the letters are that were written since then."""
    waits = (Letter.sent_at.is_(None), Letter.given_up_at.is_(None))
    waiting = session.scalar(select(func.count()).select_from(Letter).where(*waits)) or 0
    given_up = session.scalar(select(func.count()).where(Letter.given_up_at >= since)) or 0
    failed = select(Letter.why).where(Letter.why.is_not(None), Letter.sent_at.is_(None))
    return Outbox(waiting, session.scalar(failed.order_by(Letter.id.desc()).limit(1)), given_up)


def drop_before(session: Session, before: datetime) -> None:
    """Forget the letters from before then that are over."""
    is_over = or_(Letter.sent_at.is_not(None), Letter.given_up_at.is_not(None))
    session.execute(delete(Letter).where(Letter.made_at < before, is_over))


def drop(session: Session, letter_id: int) -> None:
    """Forget a letter that need not leave; one that left is kept for its while."""
    session.execute(
        delete(Letter).where(Letter.id == letter_id, Letter.sent_at.is_(None), Letter.given_up_at.is_(None))
    )
