"""Threads that write to one SQLite file at the same time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, event

from moderation.storage.database import Database
from moderation.storage.together import Together

Work = Callable[[Connection], None]


class Writers:
    """Threads that write at the same time, each what came of it, and how often anything was committed."""

    def __init__(self, database: Database, file: Path) -> None:
        self.engine = database.engine
        self.together = Together(database.engine, file)
        self.log = file.with_name(f"{file.name}-wal")
        self.commits = 0
        event.listen(database.engine, "commit", self._count)

    def _count(self, _: Connection) -> None:
        self.commits += 1

    def all_at_once(self, *works: Work) -> list[str]:
        """What came of each: the first holds the lock until all others wait for it."""
        came = ["still waiting"] * len(works)
        others = [
            threading.Thread(target=self._write, args=(work, came, place))
            for place, work in enumerate(works)
            if place
        ]

        def before_others(connection: Connection) -> None:
            for other in others:
                other.start()
            self._await(len(others))
            works[0](connection)

        self._write(before_others, came, 0)
        for other in others:
            other.join(timeout=20)
        return came

    def _write(self, work: Work, came: list[str], place: int) -> None:
        try:
            with self.together.writing() as connection:
                work(connection)
            came[place] = "done"
        except Exception as error:  # noqa: BLE001 - what is looked at
            came[place] = type(error).__name__

    def _await(self, waiting: int) -> None:
        deadline = time.monotonic() + 20
        while self.together.waiting < waiting:
            assert time.monotonic() < deadline
            time.sleep(0.002)

    def kept(self) -> list[int]:
        """What another connection reads."""
        with self.engine.connect().execution_options(read_only=True) as connection:
            return list(connection.exec_driver_sql("SELECT n FROM kept ORDER BY n").scalars())


def keeping(number: int) -> Work:
    def work(connection: Connection) -> None:
        connection.exec_driver_sql("INSERT INTO kept VALUES (?)", (number,))

    return work
