"""Answers that are kept for a while, so that what is sent again is done once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from moderation.storage.kept_answer_tables import KeptAnswer
from moderation.storage.upsert import insert


def claim(session: Session, caller: str, key: str, digest: str, now: datetime) -> KeptAnswer | None:
    """What is kept under the key, locked until this transaction ends; None when nothing was, and it now is claimed."""
    made = session.scalar(
        insert(session, KeptAnswer)
        .values(caller=caller, key=key, digest=digest, made_at=now)
        .on_conflict_do_nothing()
        .returning(KeptAnswer.key)
    )
    if made is not None:
        return None
    return session.scalars(
        select(KeptAnswer).where(KeptAnswer.caller == caller, KeptAnswer.key == key).with_for_update()
    ).one_or_none()


def begin_again(kept: KeptAnswer, digest: str, now: datetime) -> None:
    """Claim what is kept anew."""
    kept.digest, kept.made_at, kept.status, kept.body = digest, now, None, None


def keep(session: Session, caller: str, key: str, status: int, body: str) -> None:
    """Keep what was answered."""
    kept = update(KeptAnswer).where(KeptAnswer.caller == caller, KeptAnswer.key == key)
    session.execute(kept.values(status=status, body=body))


def release(session: Session, caller: str, key: str) -> None:
    """Keep nothing under the key."""
    session.execute(delete(KeptAnswer).where(KeptAnswer.caller == caller, KeptAnswer.key == key))


def drop_before(session: Session, before: datetime) -> None:
    """Forget the answers from before then."""
    session.execute(delete(KeptAnswer).where(KeptAnswer.made_at < before))
