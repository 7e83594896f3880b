"""Connections to read on, some of which are kept for who reads next."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, event

KEPT = 2
"""Connections that are kept: as many as read at the same time, mostly."""


class KeptConnections:
    """Hands SQLite's connections from reader to reader: to come by one takes as long as a short question.

    Those to a database elsewhere go back to the pool, which tries whether they still work.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine.execution_options(read_only=True)
        self.afresh()
        event.listen(engine, "engine_disposed", self._closed_all)

    def afresh(self) -> None:
        """As if new: connections do not survive a fork."""
        self._parents = getattr(self, "_idle", None)  # kept, for a child must not close them
        self._idle: deque[Connection] = deque()

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A connection without a transaction; what the block begins is rolled back, and what raises closes it."""
        pool = self._engine.pool
        connection = self._another()
        try:
            yield connection
            connection.rollback()
        except BaseException:
            connection.close()
            raise
        if pool is self._engine.pool:
            self._keep(connection)
        else:  # all others were closed meanwhile
            _close(connection)

    def _another(self) -> Connection:
        try:
            return self._idle.pop()
        except IndexError:
            return self._engine.connect()

    def _keep(self, connection: Connection) -> None:
        if connection.dialect.name == "sqlite" and len(self._idle) < KEPT:
            self._idle.append(connection)
        else:
            connection.close()

    def _closed_all(self, _: Engine) -> None:
        while self._idle:
            _close(self._another())


def _close(connection: Connection) -> None:
    """For good, where its pool is no more, which would keep it."""
    connection.detach()
    connection.close()
