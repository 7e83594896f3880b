"""INSERT … ON CONFLICT, which SQLite and PostgreSQL write alike and SQLAlchemy keeps in two places."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session


def insert(session: Session, table: type[Any]) -> Any:
    """An INSERT of the session's dialect that may be given ``on_conflict_do_nothing`` or ``…_do_update``."""
    return insert_into(session.get_bind().dialect.name, table)


def insert_into(dialect: str, table: Any) -> Any:
    """The same, of a dialect by its name, so that it can be made once."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
