"""What a database says of itself: its kind and version, and whether it is set up as this service needs it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from moderation.storage.database import Database

OLDEST_POSTGRESQL = 13
"""The oldest major version that its makers have not given up for long; the tests run on newer ones."""


class Unreachable(Exception):  # noqa: N818 - named by what it is
    """No connection to the database can be had; the message says why, without its address or password."""


@dataclass(frozen=True)
class Condition:
    """The database in words, and what is wrong with it."""

    words: str
    faults: tuple[str, ...]


def condition_of(database: Database) -> Condition:
    """The condition of the database.

    Raises:
        Unreachable: when no connection can be had.
    """
    try:
        with database.engine.connect() as connection:
            is_sqlite = connection.dialect.name == "sqlite"
            return _of_sqlite(connection) if is_sqlite else _of_postgresql(connection)
    except DBAPIError as error:
        raise Unreachable(type(error.orig).__name__) from error


def _of_sqlite(connection: Connection) -> Condition:
    version, mode = _value(connection, "SELECT sqlite_version()"), _value(connection, "PRAGMA journal_mode")
    synchronous = {"1": "NORMAL", "2": "FULL"}.get(_value(connection, "PRAGMA synchronous"), "other")
    fault = "its journal is not WAL: the folder must lie on a local disk, not on a network share"
    return Condition(
        f"SQLite {version}, journal {mode.upper()}, synchronous {synchronous}",
        () if mode == "wal" else (fault,),
    )


def _of_postgresql(connection: Connection) -> Condition:
    version = _value(connection, "SHOW server_version")
    faults = [
        f"{name} is off: a power cut may lose comments"
        for name in ("fsync", "synchronous_commit", "full_page_writes")
        if _value(connection, f"SHOW {name}") == "off"
    ]
    if int(_value(connection, "SHOW server_version_num")) < OLDEST_POSTGRESQL * 10_000:
        faults.append(f"version {OLDEST_POSTGRESQL} or newer is needed")
    return Condition(f"PostgreSQL {version}", tuple(faults))


def _value(connection: Connection, question: str) -> str:
    return str(connection.exec_driver_sql(question).scalar_one())
