"""Which Idempotency-Keys were used, by whom, for which comment: a retry never makes a second one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from moderation.domain.comments import Status
from moderation.storage.tables import Comment, Submission
from moderation.storage.upsert import insert


def claim(session: Session, submission: Submission) -> Submission | None:
    """None when this caller uses this key for the first time (it is kept); else what the key was used for."""
    made = session.execute(
        insert(session, Submission)
        .values(
            caller=submission.caller,
            key=submission.key,
            digest=submission.digest,
            comment_id=submission.comment_id,
            created_at=submission.created_at,
        )
        .on_conflict_do_nothing(index_elements=["caller", "key"])
        .returning(Submission.comment_id)
    ).scalar()
    if made is not None:
        return None
    return session.get(Submission, (submission.caller, submission.key), populate_existing=True)


def stored(session: Session, caller: str, prefix: str) -> dict[Status, int]:
    """How many comments this caller's keys with the prefix made, by status; counted from the comments themselves."""
    counted = session.execute(
        select(Comment.status, func.count())
        .join(Submission, Submission.comment_id == Comment.id)
        .where(Submission.caller == caller, Submission.key.startswith(prefix, autoescape=True))
        .group_by(Comment.status)
    )
    return {status: number for status, number in counted}


def drop_before(session: Session, before: datetime) -> None:
    """Forget the keys that were used before then."""
    session.execute(delete(Submission).where(Submission.created_at < before))
