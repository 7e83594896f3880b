"""Queueing what people are to be told, and taking it back when its cause was undone.

Every notice names its cause. An undo before it is due calls it off, so that nobody hears of a slip of the hand;
afterwards its reader is told that it was reversed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from moderation.domain.comments import Status
from moderation.domain.notices import LEAVES_AFTER, News
from moderation.storage import notices
from moderation.storage.desk_tables import Notice

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.desk_tables import Sanction
    from moderation.storage.tables import Comment


@dataclass(frozen=True)
class Reversal:
    """What took an earlier cause back: its own cause, when, and what the reader should know of it."""

    cause: str
    at: datetime
    said: dict[str, Any]


def notify_sanction(session: Session, sanction: Sanction, now: datetime) -> None:
    """Have the author told of a sanction that is new or stands again, unless they never heard that it had ended."""
    _call_off(session, _ended(sanction), now)
    if len(notices.standing(session, _begun(sanction))) > len(notices.standing(session, _ended(sanction))):
        return
    until = sanction.ends_at
    said = {
        "kind": sanction.kind.value,
        "reason": sanction.reason,
        "until": f"{until.day} {until:%B %Y}" if until else None,
    }
    queued = notice_of(News.SANCTIONED, _begun(sanction), now, said, author_id=sanction.author_id)
    notices.add_notices(session, [queued])


def notify_sanction_ended(session: Session, sanction: Sanction, now: datetime) -> None:
    """Have the author told that a sanction no longer counts; if they never heard of it, nothing."""
    reversal = Reversal(_ended(sanction), now, {"about": "sanction"})
    latest = notices.standing(session, _begun(sanction))[-1:]
    notices.add_notices(session, taken_back(session, latest, reversal))


def notify_featured(session: Session, comment: Comment, now: datetime) -> None:
    """Have the author told that their comment is featured, or nothing if it is not, or does not show; staff neither."""
    cause = f"featured {comment.id}"
    _call_off(session, cause, now)
    shows = comment.featured_at is not None and comment.status is Status.PUBLISHED
    if shows and not comment.author.is_staff:
        queued = notice_of(News.FEATURED, cause, now, {}, author_id=comment.author_id, comment_id=comment.id)
        notices.add_notices(session, [queued])


def _begun(sanction: Sanction) -> str:
    return f"sanction {sanction.id}"


def _ended(sanction: Sanction) -> str:
    return f"sanction {sanction.id} ended"


def _call_off(session: Session, cause: str, now: datetime) -> None:
    for notice in notices.standing(session, cause):
        if notice.due_at > now:
            notice.called_off_at = now


def taken_back(session: Session, caused: Iterable[Notice], reversal: Reversal) -> list[Notice]:
    """What is to be told of what was told before; what was not yet is called off."""
    told: list[Notice] = []
    for notice in caused:
        if notice.called_off_at is not None:
            continue
        if notice.due_at > reversal.at:
            notice.called_off_at = reversal.at
            for stale in notices.notices_with(session, notice.said.get("instead_of", ())):
                stale.called_off_at = None
        else:
            told.append(_reversed(notice, reversal))
    return told


def _reversed(notice: Notice, reversal: Reversal) -> Notice:
    about = {"about": "report"} if notice.news is News.REPORT_SETTLED else {}
    said = {**reversal.said, **about}
    whose, which = notice.author_id, notice.comment_id
    return notice_of(News.REVERSED, reversal.cause, reversal.at, said, author_id=whose, comment_id=which)


def notice_of(
    news: News,
    cause: str,
    now: datetime,
    said: dict[str, Any],
    *,
    author_id: int | None,
    comment_id: str | None = None,
) -> Notice:
    """A notice that leaves in a minute."""
    return Notice(
        news=news,
        cause=cause,
        author_id=author_id,
        comment_id=comment_id,
        said=said,
        made_at=now,
        due_at=now + LEAVES_AFTER,
    )
