"""Writers of one process who wait for SQLite's write lock share a transaction: one commit makes all of it durable."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import cast

from sqlalchemy import Connection, Engine

from moderation.domain.errors import Unavailable
from moderation.storage.turns import turn


class _Shared:
    """A transaction in which one writes after the other; once it has ended, why it was not committed if it was not."""

    def __init__(self, engine: Engine, queue: Path) -> None:
        with ExitStack() as held:
            held.enter_context(turn(queue))
            self._connection = held.enter_context(engine.connect())
            self._transaction = self._connection.begin()
            self._held = held.pop_all()
        self._driver = cast("sqlite3.Connection", self._connection.connection.driver_connection)
        self._writers = 0
        self._is_sound = True
        self.ended = threading.Event()
        self.failure: str | None = None

    @contextmanager
    def part(self) -> Iterator[Connection]:
        """One writer's part; raising takes back that alone."""
        self._is_sound = False
        savepoint = self._connection.begin_nested() if self._writers else None
        try:
            yield self._connection
        except BaseException:
            if savepoint is not None:
                savepoint.close()
                self._is_sound = True
            raise
        if savepoint is not None:
            savepoint.commit()
        self._writers += 1
        self._is_sound = True

    def goes_on(self) -> bool:
        """Whether others have written in it, and SQLite did not end it by itself, as it does where a disk is full."""
        try:
            return self._writers > 0 and self._is_sound and self._driver.in_transaction
        except sqlite3.Error:  # nor is there a connection any more
            return False

    def end(self) -> None:
        """Commit what was written, if anything was.

        Raises:
            DBAPIError, Unavailable: when it is lost.
        """
        try:
            with self._held:
                self._commit()
        except BaseException as error:
            self.failure = type(error).__name__
            raise
        finally:
            self.ended.set()

    def _commit(self) -> None:
        if not self._writers:
            return  # the connection takes back what is left when it is closed
        with self._transaction:
            if not self.goes_on():
                raise Unavailable("RolledBack")


class Together:
    """Hands one transaction from writer to writer for as long as somebody waits; then it is committed for all of them.

    Nobody goes on before what they wrote is durable, so that each is in a transaction once, and it ends soon.
    ``waiting`` is how many wait for their turn.
    """

    def __init__(self, engine: Engine, queue: Path) -> None:
        self._engine = engine
        self._queue = queue
        self.afresh()

    def afresh(self) -> None:
        """As if new: locks do not survive a fork."""
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
        with self._alone():
            shared = self._shared or _Shared(self._engine, self._queue)
            try:
                with shared.part() as connection:
                    yield connection
            finally:
                self._shared = shared if self.waiting and shared.goes_on() else None
                if self._shared is None:
                    shared.end()
        shared.ended.wait()
        if shared.failure is not None:
            raise Unavailable(shared.failure)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """A turn among this process's own; who waits for one is counted."""
        with self._counting:
            self.waiting += 1
        with self._one:
            with self._counting:
                self.waiting -= 1
            yield
