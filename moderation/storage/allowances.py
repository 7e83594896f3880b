"""Rate limits that several workers share: how often somebody did something in one window of time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from moderation.storage.tables import Allowance
from moderation.storage.upsert import insert


def take(
    session: Session, bucket: str, limit: int, per_s: int, now: datetime, *, count: int = 1
) -> int | None:
    """None when the bucket allows one more; else in how many seconds it will (fixed windows of ``per_s``).

    Where it allows one, so many as ``count`` says may be taken at once.
    """
    seconds = int(now.timestamp())
    started = seconds - seconds % per_s
    used = session.execute(
        insert(session, Allowance)
        .values(bucket=bucket, window=started, used=count)
        .on_conflict_do_update(index_elements=["bucket", "window"], set_={"used": Allowance.used + count})
        .returning(Allowance.used)
    ).scalar_one()
    return None if used - count < limit else started + per_s - seconds


def drop_before(session: Session, before: datetime) -> None:
    """Forget the windows that began before then."""
    session.execute(delete(Allowance).where(Allowance.window < int(before.timestamp())))
