"""Column types and identities that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

import secrets
import uuid
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Dialect, Enum, text
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""How constraints are called, so that migrations can speak of them."""


def words(kind: type[StrEnum]) -> Enum:
    """An enum stored as its value in a plain text column."""
    return Enum(kind, native_enum=False, length=16, values_callable=lambda each: [one.value for one in each])


def where(condition: str) -> dict[str, Any]:
    """That an index knows only rows of which this holds, so that it stays small, or is of use to PostgreSQL at all."""
    return dict.fromkeys(("sqlite_where", "postgresql_where"), text(condition))


class Utc(TypeDecorator[datetime]):
    """A moment in UTC; SQLite forgets the zone, this gives it back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC on its way in; a moment without a zone is refused."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment with its zone on its way out."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def time_ordered_id(now: datetime) -> str:
    """A new UUID version 7 (RFC 9562, section 5.7): sorts by the millisecond it was made in, not guessable."""
    return _id_at(int(now.timestamp() * 1000))


def time_ordered_id_after(now: datetime, other: str) -> str:
    """A new id of this moment, or of the one after the other id was made, if that is later: it sorts after it."""
    return _id_at(max(int(now.timestamp() * 1000), (uuid.UUID(other).int >> 80) + 1))


def _id_at(milliseconds: int) -> str:
    number = milliseconds << 80 | 0x7 << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=number))


def first_id_at(moment: datetime) -> str:
    """What every id sorts after, or with, that was made at this moment or later."""
    return str(uuid.UUID(int=int(moment.timestamp() * 1000) << 80))
