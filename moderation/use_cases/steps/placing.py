"""Giving a comment its place in the queue, by what was found in it and how many read its article."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from moderation.domain.need import BUSY, need_of, objections_in, queue_time
from moderation.storage import comments, queue

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.domain.findings import Finding
    from moderation.storage.tables import Comment

A_DAY = timedelta(days=1)


def place_in_queue(
    session: Session, comment: Comment, findings: Sequence[Finding], *, since: datetime, now: datetime
) -> None:
    """Place the comment as one that waits since then, ahead by its need, which is kept with it."""
    published = 0
    if objections_in(findings):
        published = queue.published_since(session, comment.article_id, now - A_DAY, at_most=BUSY)
    need = need_of(findings, published)
    comments.place(session, comment, need.as_row(), queue_time(since, need))
