"""Refusing what is asked for too often."""

from __future__ import annotations

from datetime import datetime
from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING

from moderation.domain.errors import TooMany
from moderation.storage import allowances

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.domain.callers import Caller
    from moderation.parts import Parts


def allow(session: Session, bucket: str, limit: int, per_s: int, now: datetime) -> None:
    """Count one use of the bucket.

    Raises:
        TooMany: when the bucket is used up for now; its message says for how long.
    """
    wait_s = allowances.take(session, bucket, limit, per_s, now)
    if wait_s is not None:
        raise too_many(wait_s)


def whence(address: str) -> str:
    """What counts as one place where requests come from: of IPv6 the 64 bits that one connection has to itself, for
    each of its addresses is as easily had as another.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return address
    return str(found.ipv4_mapped or ip_network((found, 64), strict=False))


def allow_writing(session: Session, parts: Parts, caller: Caller, what: str, now: datetime) -> None:
    """Count one comment, report or appeal of somebody signed in, or of a key, whose limit is its own.

    Raises:
        TooMany: when they wrote as many of these as they may for now.
    """
    limit = parts.limits.comments_per_minute if caller.key_id is None else caller.per_minute
    allow(session, f"{what} {caller.mark}", limit, 60, now)


PER_S = 60
"""A key's limit is by the minute."""
SLICES = 20
"""A process has a twentieth of a key's limit granted at once: a write for each use would have it wait for the disk."""


def allow_ahead(parts: Parts, caller: Caller, what: str, count: int = 1) -> None:
    """Count so many uses against the key's limit for this; call it with no transaction open.

    Raises:
        TooMany: when the key is used up for now, but for what other processes may have been granted ahead.
    """
    bucket, now = f"{what} {caller.mark}", parts.now()
    window = allowances.window_of(now, PER_S)
    if parts.prepaid.spend(bucket, window, count):
        return
    with parts.database.writing() as session:
        wanted = max(count, caller.per_minute // SLICES)
        granted = allowances.take_ahead(session, bucket, caller.per_minute, window, wanted)
    if granted == 0:
        raise too_many(window + PER_S - int(now.timestamp()))
    parts.prepaid.put(bucket, window, max(0, granted - count))


def too_many(wait_s: int) -> TooMany:
    """The refusal of what may be asked again after so many seconds."""
    return TooMany(f"That was too often. Please try again in {wait_s} seconds.", retry_after_s=wait_s)
