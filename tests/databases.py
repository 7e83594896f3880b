"""Databases for tests, made ready quickly: a template to copy, and statements that are compiled once a process."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from sqlalchemy import Engine

from moderation.storage.database import Database
from moderation.storage.migrate import migrate

_FIRST: dict[str, Engine] = {}


def database_at(url: str) -> Database:
    """The database at this address; what SQLAlchemy compiled for the first of its kind, it need not compile again."""
    database = Database(url)
    engine = database.engine
    first = _FIRST.setdefault(engine.name, engine)
    if first is engine:
        engine.connect().close()  # a dialect learns from its first connection what its server can do
    engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache  # noqa: SLF001 - it has no other way
    return database


@cache
def empty_sqlite() -> Path:
    """A migrated SQLite database that nothing was written to, to be copied."""
    folder = Path(tempfile.mkdtemp(prefix="moderation-empty-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    migrated(f"sqlite:///{folder / 'moderation.sqlite3'}")
    return folder / "moderation.sqlite3"


def migrated(url: str) -> None:
    """Bring an empty database to the latest shape."""
    database = Database(url)
    migrate(database)
    database.engine.dispose()
