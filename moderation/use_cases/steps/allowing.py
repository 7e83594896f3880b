"""Refusing what is asked for too often."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.errors import TooMany
from moderation.storage import allowances

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def allow(session: Session, bucket: str, limit: int, per_s: int, now: datetime, *, count: int = 1) -> None:
    """Count one use of the bucket, or so many at once.

    Raises:
        TooMany: when the bucket is used up for now; its message says for how long.
    """
    wait_s = allowances.take(session, bucket, limit, per_s, now, count=count)
    if wait_s is not None:
        raise TooMany(f"That was too often. Please try again in {wait_s} seconds.", retry_after_s=wait_s)
