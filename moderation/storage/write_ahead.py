"""SQLite's write-ahead log, where others than SQLite see to it that the disk keeps what was committed."""

from __future__ import annotations

import logging
import os
import sqlite3
from pathlib import Path
from typing import cast

from sqlalchemy import Engine

from moderation.domain.errors import Unavailable
from moderation.storage.turns import turn

wait_for_disk = getattr(os, "fdatasync", os.fsync)
"""The cheaper one leaves out when the file was changed; macOS has only the other."""

_told = logging.getLogger(__name__)

BEGIN_ANEW = "PRAGMA wal_checkpoint(TRUNCATE)"


class WriteAhead:
    """The log beside a database; ``queue`` is the file on which writers take turns."""

    def __init__(self, engine: Engine, database: Path, queue: Path) -> None:
        real = database.resolve()
        self._file = real.with_name(f"{real.name}-wal")
        self._engine = engine
        self._queue = queue
        self._is_torn = False

    def opened(self) -> int | None:
        """The file, to be opened before anything is written, or its failure could be told to somebody else.

        None on a network share: SQLite keeps no log there, and waits for the disk by itself.
        """
        try:
            return os.open(self._file, os.O_RDWR | os.O_CLOEXEC)
        except FileNotFoundError:
            return None

    def keep(self, opened: int) -> None:
        """Come back once the disk has all that was committed.

        Raises:
            DBAPIError, Unavailable: when it cannot be made to have it.
        """
        try:
            wait_for_disk(opened)
        except OSError as error:
            _told.error("the disk refused a part of the database's log (%s): look after it", error.strerror)
            self._is_torn = True
        self.mend()

    def mend(self) -> None:
        """Where the disk refused a part of the log, have SQLite put all of it into the database and begin another.

        The system writes what a disk refused no second time; with it all that follows in the log would be lost.

        Raises:
            DBAPIError, Unavailable: when that does not work; nobody may write until it does.
        """
        if not self._is_torn:
            return
        with turn(self._queue), self._engine.connect() as connection:
            driver = cast("sqlite3.Connection", connection.connection.driver_connection)
            try:
                is_busy = driver.execute(BEGIN_ANEW).fetchone()[0]
            except sqlite3.Error as error:
                raise Unavailable(type(error).__name__) from error
        if is_busy:
            raise Unavailable("TornLog")
        self._is_torn = False
