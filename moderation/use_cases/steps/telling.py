"""Telling authors of acts: what is featured, and a sanction that stands again; a slip is called off unheard."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.notices import LEAVES_AFTER, News
from moderation.storage import notices
from moderation.storage.desk_tables import Notice
from moderation.use_cases.steps.noticing import notify_sanction, sanction_cause

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.desk_tables import Sanction
    from moderation.storage.tables import Comment


def notify_sanction_again(session: Session, sanction: Sanction, now: datetime) -> None:
    """Queue what the author is told of a sanction that stands again; nothing, when they had not heard that it ended."""
    if not _call_off(session, f"{sanction_cause(sanction)} ended", now):
        notify_sanction(session, sanction, now)


def notify_featured(session: Session, comment: Comment, now: datetime) -> None:
    """Queue what the author of a comment is told that is featured now; call it off when it is so no more."""
    cause = f"featured {comment.id}"
    if comment.featured_at is None:
        _call_off(session, cause, now)
    elif not comment.author.is_staff:
        told = Notice(
            news=News.FEATURED,
            author_id=comment.author_id,
            comment_id=comment.id,
            cause=cause,
            said={},
            made_at=now,
            due_at=now + LEAVES_AFTER,
        )
        notices.add_notices(session, [told])


def _call_off(session: Session, cause: str, now: datetime) -> bool:
    """Whether anything of this cause was not due yet, and is now called off."""
    caused = notices.caused_by(session, [cause])
    pending = [notice for notice in caused if notice.called_off_at is None and notice.due_at > now]
    for notice in pending:
        notice.called_off_at = now
    return bool(pending)
