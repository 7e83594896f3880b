"""Writers of one process who wait for the same lock are made durable by one commit, and each fails alone."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.exc import IntegrityError, ProgrammingError

from moderation.domain.errors import Unavailable
from moderation.storage import together
from moderation.storage.database import Database
from moderation.storage.together import Together

Work = Callable[[Connection], None]


class Writers:
    """Threads that write at the same time, each what came of it, and how often anything was committed."""

    def __init__(self, database: Database, file: Path) -> None:
        self.engine = database.engine
        self.together = Together(database.engine, file)
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


@pytest.fixture
def writers(tmp_path: Path) -> Iterator[Writers]:
    file = tmp_path / "together.sqlite3"
    database = Database(f"sqlite:///{file}")
    with database.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE kept (n INTEGER PRIMARY KEY)")
        connection.exec_driver_sql(
            "CREATE TABLE named (n INTEGER REFERENCES kept DEFERRABLE INITIALLY DEFERRED)"
        )
    yield Writers(database, file)
    database.engine.dispose()


def keeping(number: int) -> Work:
    def work(connection: Connection) -> None:
        connection.exec_driver_sql("INSERT INTO kept VALUES (?)", (number,))

    return work


def stumbling(number: int) -> Work:
    def work(connection: Connection) -> None:
        keeping(number)(connection)
        raise ZeroDivisionError

    return work


def naming_nobody(connection: Connection) -> None:
    """What SQLite complains of only when it is committed."""
    connection.exec_driver_sql("INSERT INTO named VALUES (99)")


def giving_up(connection: Connection) -> None:
    """What SQLite does by itself when a disk is full."""
    connection.exec_driver_sql("ROLLBACK")


def hanging_up(connection: Connection) -> None:
    """What nobody does."""
    connection.connection.driver_connection.close()  # type: ignore[union-attr]


def test_those_who_wait_are_committed_together(writers: Writers) -> None:
    assert writers.all_at_once(*(keeping(number) for number in range(4))) == ["done"] * 4
    assert (writers.kept(), writers.commits) == ([0, 1, 2, 3], 1)


def test_who_is_alone_commits_alone(writers: Writers) -> None:
    for number in range(3):
        assert writers.all_at_once(keeping(number)) == ["done"]
    assert (writers.kept(), writers.commits) == ([0, 1, 2], 3)


@pytest.mark.parametrize("place", range(3))
def test_who_raises_loses_nothing_of_the_others(writers: Writers, place: int) -> None:
    works = [keeping(number) for number in range(3)]
    works[place] = stumbling(place)

    came = writers.all_at_once(*works)

    assert came == ["ZeroDivisionError" if each == place else "done" for each in range(3)]
    assert writers.kept() == [each for each in range(3) if each != place]


def test_nobody_is_told_that_it_is_kept_when_the_commit_fails(writers: Writers) -> None:
    came = writers.all_at_once(keeping(1), naming_nobody, keeping(2))

    assert sorted(came) == [IntegrityError.__name__, Unavailable.__name__, Unavailable.__name__]
    assert writers.kept() == []
    assert writers.all_at_once(keeping(3)) == ["done"]


@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize("breaking", [giving_up, hanging_up])
def test_nobody_is_told_that_it_is_kept_when_sqlite_gave_it_up(
    writers: Writers, breaking: Work, place: int
) -> None:
    works = [keeping(number) for number in range(3)]
    works[place] = breaking

    came = writers.all_at_once(*works)

    assert {came[0], came[place]} <= {Unavailable.__name__, ProgrammingError.__name__}
    assert writers.kept() == [each for each in range(3) if came[each] == "done"]
    assert writers.all_at_once(keeping(7)) == ["done"]


def test_a_child_does_not_wait_for_its_parents_writers(writers: Writers) -> None:
    with writers.together.writing():
        child = os.fork()
        if child == 0:
            writers.together.afresh()
            os._exit(writers.together.waiting)
    assert os.waitpid(child, 0)[1] == 0


class Disk:
    """What a disk was asked to keep: a copy of the database's files as they were then."""

    def __init__(self, file: Path, folder: Path) -> None:
        self._file = file
        self._folder = folder
        self.copies = 0

    def write_through(self, opened: int) -> None:
        """What the system does, and the copy."""
        assert os.path.samestat(os.fstat(opened), self._file.with_name(f"{self._file.name}-wal").stat())
        os.fsync(opened)
        self.copies += 1
        for name in (self._file.name, f"{self._file.name}-wal"):
            shutil.copy(self._file.with_name(name), self._folder / name)

    def kept(self) -> list[int]:
        """What is found after a power cut."""
        with closing(sqlite3.connect(self._folder / self._file.name)) as connection:
            return [number for (number,) in connection.execute("SELECT n FROM kept ORDER BY n")]


@pytest.fixture
def disk(tmp_path: Path, writers: Writers, monkeypatch: pytest.MonkeyPatch) -> Disk:
    (tmp_path / "disk").mkdir()
    disk = Disk(Path(str(writers.engine.url.database)), tmp_path / "disk")
    monkeypatch.setattr(together, "wait_for_disk", disk.write_through)
    return disk


def test_nobody_is_told_that_it_is_kept_before_the_disk_has_it(writers: Writers, disk: Disk) -> None:
    for number in range(3):
        assert writers.all_at_once(keeping(number)) == ["done"]
        assert disk.kept() == [*range(number + 1)]
    writers.all_at_once(*(keeping(number) for number in range(3, 7)))
    assert (disk.kept(), disk.copies) == ([*range(7)], 4)


def test_what_sqlite_itself_commits_waits_for_the_disk(writers: Writers) -> None:
    with writers.together.writing() as connection:
        keeping(1)(connection)
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 1
    with writers.engine.begin() as connection:  # the same, from the pool
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2


def test_the_next_begins_while_the_disk_is_at_work(writers: Writers, monkeypatch: pytest.MonkeyPatch) -> None:
    next_one = threading.Event()

    def slow(_: int) -> None:
        assert next_one.wait(20)

    monkeypatch.setattr(together, "wait_for_disk", slow)
    first = threading.Thread(target=writers.all_at_once, args=(keeping(1),))
    first.start()
    while not writers.kept():
        time.sleep(0.002)
    with writers.together.writing() as connection:
        assert first.is_alive()
        keeping(2)(connection)
        next_one.set()
    first.join(timeout=20)
    assert writers.kept() == [1, 2]


def test_nobody_is_told_that_it_is_kept_when_the_disk_fails(
    writers: Writers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as broken:
        broken.setattr(together, "wait_for_disk", failing)
        assert writers.all_at_once(*(keeping(number) for number in range(3))) == [Unavailable.__name__] * 3
    assert writers.all_at_once(keeping(7)) == ["done"]
