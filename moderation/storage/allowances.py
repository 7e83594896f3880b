"""Rate limits that several workers share: how often somebody did something in one window of time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from moderation.storage.prepared import Prepared
from moderation.storage.tables import Allowance
from moderation.storage.upsert import insert_into


def take(session: Session, bucket: str, limit: int, per_s: int, now: datetime) -> int | None:
    """None when the bucket allows one more; else in how many seconds it will (fixed windows of ``per_s``)."""
    seconds = int(now.timestamp())
    started = window_of(now, per_s)
    used = _use(session, bucket, started, 1)
    return None if used <= limit else started + per_s - seconds


def take_ahead(session: Session, bucket: str, limit: int, window: int, wanted: int) -> int:
    """How many uses are granted for the window that began then: as many as are wanted, as long as there are any."""
    used_before = _use(session, bucket, window, wanted) - wanted
    return max(0, min(wanted, limit - used_before))


def window_of(now: datetime, per_s: int) -> int:
    """When the window of so many seconds began, in seconds since 1970."""
    seconds = int(now.timestamp())
    return seconds - seconds % per_s


def _use(session: Session, bucket: str, window: int, count: int) -> int:
    """How often the bucket was used in the window, with these uses."""
    row = {"bucket": bucket, "window": window, "used": count}
    [(used,)] = _USING.ask(session, **row)
    return int(used)


def _using(dialect: str) -> Any:
    """Adds to what was used."""
    row = insert_into(dialect, Allowance.__table__)
    together = {"used": Allowance.used + row.excluded.used}
    return row.on_conflict_do_update(index_elements=["bucket", "window"], set_=together).returning(
        Allowance.used
    )


_USING = Prepared(_using, "bucket", "window", "used")


def drop_before(session: Session, before: datetime) -> None:
    """Forget the windows that began before then."""
    session.execute(delete(Allowance).where(Allowance.window < int(before.timestamp())))
