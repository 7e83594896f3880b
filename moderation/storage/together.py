"""Writers of one process who wait for SQLite's write lock share a transaction; once it is free, the disk keeps that."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import cast

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError

from moderation.domain.errors import Unavailable
from moderation.storage.baton import Baton
from moderation.storage.turns import turn
from moderation.storage.write_ahead import WriteAhead

SYNCHRONOUS = "synchronous"
"""Under which name a connection knows how SQLite commits on it."""

FULL = "FULL"
"""How SQLite commits where nobody else sees to it that the disk keeps what was written."""

NORMAL = "NORMAL"
"""How it commits what is made durable here: it orders what it writes, and waits for no disk."""


class _Shared:
    """A transaction in which one writes after the other; once it has ended, why it was not kept if it was not.

    ``log`` is SQLite's, open, where the disk must be waited for once it was committed.
    """

    def __init__(self, connection: Connection, queue: Path, log: WriteAhead, baton: Baton) -> None:
        self._connection = connection
        self._driver = cast("sqlite3.Connection", connection.connection.driver_connection)
        with ExitStack() as held, ExitStack() as opened:
            held.enter_context(turn(queue, waiting=baton.lent))
            self.log = log.opened()
            if self.log is not None:
                opened.callback(os.close, self.log)
            self._wait_for_disk(FULL if self.log is None else NORMAL)
            self._transaction = connection.begin()
            self._held, self._opened = held.pop_all(), opened.pop_all()
        self.writers = 0
        self._is_sound = True
        self.ended = threading.Event()
        self.failure: str | None = None

    def _wait_for_disk(self, how: str) -> None:
        known = self._connection.info
        if known.get(SYNCHRONOUS) != how:
            self._driver.execute(f"PRAGMA synchronous={how}")
            known[SYNCHRONOUS] = how

    @contextmanager
    def part(self) -> Iterator[Connection]:
        """One writer's part; raising takes back that alone."""
        self._is_sound = False
        savepoint = self._connection.begin_nested() if self.writers else None
        try:
            yield self._connection
        except BaseException:
            if savepoint is not None:
                savepoint.close()
                self._is_sound = True
            raise
        if savepoint is not None:
            savepoint.commit()
        self.writers += 1
        self._is_sound = True

    def goes_on(self) -> bool:
        """Whether others have written in it, and SQLite did not end it by itself, as it does where a disk is full."""
        try:
            return self.writers > 0 and self._is_sound and self._driver.in_transaction
        except sqlite3.Error:  # nor is there a connection any more
            return False

    def commit(self) -> None:
        """Commit what was written, if anything was, and let go of the lock.

        Raises:
            DBAPIError, Unavailable: when it is lost.
        """
        try:
            with self._held:
                self._commit()
        except BaseException as error:
            self.end(type(error).__name__)
            raise

    def _commit(self) -> None:
        if not self.writers:
            self._transaction.close()  # where a session has not rolled it back already
            return
        with self._transaction:
            if not self.goes_on():
                raise Unavailable("RolledBack")

    def end(self, failure: str | None) -> None:
        """Let all who wrote go on."""
        self._opened.close()
        self.failure = failure
        self.ended.set()


class Together:
    """Hands one transaction from writer to writer for as long as somebody waits; then it is committed for all of them.

    Nobody goes on before what they wrote is durable, so that each is in a transaction once, and it ends soon. The
    next one begins while the disk is still at work. ``waiting`` is how many wait for their turn; who waits lends the
    ``baton``. All write on one connection, which is kept: to come by one takes a tenth of a short transaction.
    """

    def __init__(self, engine: Engine, database: Path) -> None:
        self._engine = engine
        self._queue = database.with_name(f"{database.name}-queue")
        self._log = WriteAhead(engine, database, self._queue)
        self.baton = Baton()
        self._connection: Connection | None = None
        self.afresh()
        event.listen(engine, "engine_disposed", self._closed_all)

    def afresh(self) -> None:
        """As if new: locks and connections do not survive a fork."""
        self._parents, self._connection = self._connection, None  # kept, for a child must not close it
        self.baton.afresh()
        self._one = threading.Lock()
        self._counting = threading.Lock()
        self.waiting = 0
        self._shared: _Shared | None = None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection on which nobody else is at work; what the block wrote is durable when it has ended.

        Raises:
            Unavailable: when what was written could not be made durable, or there is no taking turns.
        """
        ended: _Shared | None = None
        try:
            with self._alone():
                shared = self._shared or self._begun()
                try:
                    with shared.part() as connection:
                        yield connection
                finally:
                    self._shared = shared if self.waiting and shared.goes_on() else None
                    if self._shared is None:
                        with self._or_another():
                            shared.commit()
                        ended = shared
        finally:
            if ended is not None:
                self._write_through(ended)
        if not shared.ended.is_set():
            with self.baton.lent():
                shared.ended.wait()
        if shared.failure is not None:
            raise Unavailable(shared.failure)

    def _begun(self) -> _Shared:
        self._log.mend()
        with self._or_another():
            self._connection = self._connection or self._engine.connect()
            return _Shared(self._connection, self._queue, self._log, self.baton)

    @contextmanager
    def _or_another(self) -> Iterator[None]:
        """Whoever comes after a failure writes on another connection: this one may be broken."""
        try:
            yield
        except BaseException:
            self._drop()
            raise

    def _closed_all(self, _: Engine) -> None:
        """Where all the engine's connections are closed, close this one, too, unless somebody is writing on it."""
        if self._one.acquire(blocking=False):
            try:
                self._drop()
            finally:
                self._one.release()

    def _drop(self) -> None:
        """Close the connection; whoever writes next makes another."""
        kept, self._connection = self._connection, None
        if kept is not None:
            with suppress(DBAPIError):
                kept.invalidate()
            kept.close()

    def _write_through(self, shared: _Shared) -> None:
        """Have the disk keep what was committed, where SQLite did not see to that."""
        failure: str | None = "Interrupted"
        try:
            if shared.writers and shared.log is not None:
                with self.baton.lent():
                    self._log.keep(shared.log)
            failure = None
        except (DBAPIError, Unavailable) as error:
            failure = type(error).__name__
        finally:
            shared.end(failure)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """A turn among this process's own; who waits for one is counted."""
        if not self._one.acquire(blocking=False):
            self._wait()
        try:
            yield
        finally:
            self._one.release()

    def _wait(self) -> None:
        with self._counting:
            self.waiting += 1
        try:
            with self.baton.lent():
                self._one.acquire()
        finally:
            with self._counting:
                self.waiting -= 1
