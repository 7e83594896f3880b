"""The connection: an engine for SQLite or PostgreSQL on which no update is lost, and the two kinds of transaction."""

from __future__ import annotations

import copy
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.dialects import registry
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.orm import Session

from moderation.domain.errors import Unavailable
from moderation.storage.kept_connections import KeptConnections
from moderation.storage.savepoints import Dialect
from moderation.storage.together import FULL, Together

BUSY_MS = 10_000
KEY = "key"
"""Under which name a session knows the key that is at work in it."""

LOG_PAGES = 4000
"""Pages of SQLite's log (16 MB) after which a commit puts them into the database, while all other writers wait.

A comment writes some 47, most of which others wrote a moment before: the longer the log, the less often each page of
the database is written. These are four times SQLite's own 1,000; with 8,000 no more comments came in than with these.
"""

PRAGMAS = (
    "journal_mode=WAL",
    f"synchronous={FULL}",
    "foreign_keys=ON",
    f"busy_timeout={BUSY_MS}",
    f"wal_autocheckpoint={LOG_PAGES}",
)


class _Straight(Session):
    """A session on one connection, which it hands out as it is; whoever opened that ends its transaction."""

    def __init__(self, connection: Connection, **said: Any) -> None:
        super().__init__(connection, expire_on_commit=False, **said)
        self._straight = connection

    def connection(self, *_: object, **__: object) -> Connection:
        """The connection that it is on."""
        return self._straight


class Database:
    """Where sessions come from; made once, usable from many threads, and after a fork once ``reopen`` was called."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = _engine(url)
        self._to_read = KeptConnections(self.engine)
        self._together = _together(self.engine)
        self._info: Mapping[str, int] = {}

    def signed_by(self, key_id: int) -> Database:
        """The same database, for what a key does: all that is decided or done in its sessions says which key it was."""
        signed = copy.copy(self)
        signed._info = {KEY: key_id}  # noqa: SLF001 - another of our own kind
        return signed

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose work is committed when the block ends, and rolled back when it raises.

        On SQLite it takes the write lock at once, so that what was read cannot change before it is written; others of
        this process who wait for it write in the same transaction, and the block ends when that is committed.
        """
        with (
            _refused_when_down(),
            self._together.writing() if self._together else self.engine.begin() as connection,
            _Straight(connection, join_transaction_mode="rollback_only", info=dict(self._info)) as session,
        ):
            yield session
            session.flush()

    def one_at_a_time(self) -> AbstractContextManager[None]:
        """In the block one thread of this process at a time goes on, and others while it waits for SQLite or the disk.

        Many that write at the same time are done sooner so. PostgreSQL does most of the work elsewhere.
        """
        return self._together.baton.held() if self._together else nullcontext()

    def aside(self) -> AbstractContextManager[None]:
        """Have others go on meanwhile, where one at a time does."""
        return self._together.baton.lent() if self._together else nullcontext()

    @contextmanager
    def writing_at_once(self) -> Iterator[Session]:
        """The same for what may be left undone: where others hold the write lock, it is refused and waits for nobody.

        On PostgreSQL a statement still waits for rows that are locked, unless it skips them.
        """
        try:
            with (
                self.engine.connect().execution_options(waits=False) as connection,
                Session(connection, expire_on_commit=False) as session,
                session.begin(),
            ):
                yield session
        except (DBAPIError, NoConnectionFree) as error:
            raise Unavailable(type(error).__name__) from error

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session on one unchanging view of the tables; nothing is ever written by it."""
        with (
            _refused_when_down(),
            self._to_read.connection() as connection,
            _Straight(connection, autoflush=False) as session,
        ):
            yield session

    def reopen(self) -> None:
        """Forget connections that belong to a parent process."""
        self._to_read.afresh()
        if self._together:
            self._together.afresh()  # first, or closing the engine would close the parent's writers' connection
        self.engine.dispose(close=False)


@contextmanager
def _refused_when_down() -> Iterator[None]:
    """What the driver says of a database that does not work, as a refusal."""
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise Unavailable(type(error.orig).__name__) from error
    except NoConnectionFree as error:
        raise Unavailable(type(error).__name__) from error


def _together(engine: Engine) -> Together | None:
    """How writers of a SQLite file share its one write lock; other databases let several write."""
    if engine.dialect.name != "sqlite":
        return None
    return Together(engine, Path(str(engine.url.database)))


def _engine(url: str) -> Engine:
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(url)
    return create_engine(url, pool_pre_ping=True, hide_parameters=True, isolation_level="READ COMMITTED")


def _sqlite(url: str) -> Engine:
    registry.register("sqlite", Dialect.__module__, Dialect.__name__)
    arguments = {"timeout": BUSY_MS / 1000, "check_same_thread": False}
    no_limit = -1  # but that of threads: who waited for one would not hear of those that are kept
    engine = create_engine(url, connect_args=arguments, hide_parameters=True, max_overflow=no_limit)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # or the driver begins, late and without the lock
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Any) -> None:
    """Begin a transaction of SQLite's; by the driver, for SQLAlchemy's way there takes longer than all the rest."""
    options = connection.get_execution_options()
    driver, waits = connection.connection.driver_connection, options.get("waits", True)
    try:
        if not waits:
            driver.execute("PRAGMA busy_timeout=0")
        if options.get("read_only", False):
            driver.execute("BEGIN")
        else:
            driver.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        raise OperationalError("BEGIN", None, error) from error
    finally:
        if not waits:
            driver.execute(f"PRAGMA busy_timeout={BUSY_MS}")


def reason_unusable(database: Database) -> str | None:
    """Why nothing can be stored now, or None when it can; tried with a write transaction that leaves nothing."""
    try:
        with database.engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM job WHERE id = -1")
    except DBAPIError as error:
        return f"The database cannot be written to ({type(error.orig).__name__}). Is it there, and migrated?"
    return None
