"""Nobody is told that something is kept before the disk has it, and the next one writes meanwhile."""

from __future__ import annotations

import errno
import os
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import event

from moderation.domain.errors import Unavailable
from moderation.storage import write_ahead
from moderation.storage.database import LOG_PAGES, Database
from tests.disks import Disk
from tests.writers import Writers, keeping


@pytest.fixture
def disk(tmp_path: Path, writers: Writers, monkeypatch: pytest.MonkeyPatch) -> Disk:
    (tmp_path / "disk").mkdir()
    disk = Disk(Path(str(writers.engine.url.database)), tmp_path / "disk")
    monkeypatch.setattr(write_ahead, "wait_for_disk", disk.write_through)
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


def test_the_log_goes_into_the_database_before_it_is_long(writers: Writers) -> None:
    page = 4096
    with writers.together.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE wide (text TEXT)")
    for _ in range(60):
        with writers.together.writing() as connection:
            connection.exec_driver_sql("INSERT INTO wide VALUES (?)", ("x" * page * 100,))
    assert LOG_PAGES * page < writers.log.stat().st_size < 1.05 * LOG_PAGES * page


def test_the_next_begins_while_the_disk_is_at_work(writers: Writers, monkeypatch: pytest.MonkeyPatch) -> None:
    next_one = threading.Event()

    def slow(_: int) -> None:
        assert next_one.wait(20)

    monkeypatch.setattr(write_ahead, "wait_for_disk", slow)
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


def failing(_: int) -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_what_the_disk_refused_goes_into_the_database_with_another_log(
    writers: Writers, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(write_ahead, "wait_for_disk", failing)
        assert writers.all_at_once(*(keeping(number) for number in range(3))) == ["done"] * 3
    file = Path(str(writers.engine.url.database))
    assert file.with_name(f"{file.name}-wal").stat().st_size == 0
    assert writers.kept() == [0, 1, 2]
    assert "the disk refused a part of the database's log (Input/output error)" in caplog.text


def test_nobody_is_told_that_it_is_kept_while_the_disk_fails_and_nobody_writes(
    writers: Writers, monkeypatch: pytest.MonkeyPatch
) -> None:
    writers.engine.dispose()
    event.listen(writers.engine, "connect", lambda driver, _: driver.execute("PRAGMA busy_timeout=50"))
    assert writers.all_at_once(keeping(1)) == ["done"]
    with writers.engine.connect().execution_options(read_only=True) as reader:
        reader.exec_driver_sql("SELECT n FROM kept").all()  # SQLite cannot begin another log while it reads
        with monkeypatch.context() as broken:
            broken.setattr(write_ahead, "wait_for_disk", failing)
            came = writers.all_at_once(*(keeping(number) for number in range(2, 5)))
        assert came == [Unavailable.__name__] * 3
        assert writers.all_at_once(keeping(5)) == [Unavailable.__name__]
    assert writers.all_at_once(keeping(6)) == ["done"]
    assert {1, 6} <= {*writers.kept()}
    assert 5 not in writers.kept()


def test_nobody_waits_for_ever_for_somebody_who_was_interrupted(
    writers: Writers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: int) -> None:
        raise MemoryError

    monkeypatch.setattr(write_ahead, "wait_for_disk", interrupted)
    came = writers.all_at_once(*(keeping(number) for number in range(3)))
    assert sorted(came) == [MemoryError.__name__, Unavailable.__name__, Unavailable.__name__]


def test_the_log_is_where_the_database_is_and_not_where_a_link_to_it_lies(
    writers: Writers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "link").mkdir()
    link = tmp_path / "link" / "other.sqlite3"
    link.symlink_to(Path(str(writers.engine.url.database)))
    link.with_name("other.sqlite3-wal").touch()
    linked = Writers(Database(f"sqlite:///{link}"), link)
    disk = Disk(Path(str(writers.engine.url.database)), tmp_path / "link")
    monkeypatch.setattr(write_ahead, "wait_for_disk", disk.write_through)

    assert linked.all_at_once(keeping(1)) == ["done"]
    assert disk.copies == 1
    linked.engine.dispose()


def test_a_disk_that_takes_nothing_at_all_is_told_as_storage_that_is_down(
    writers: Writers, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert writers.all_at_once(keeping(1)) == ["done"]
    with monkeypatch.context() as broken:
        broken.setattr(write_ahead, "wait_for_disk", failing)
        broken.setattr(write_ahead, "BEGIN_ANEW", "PRAGMA no such thing")
        assert writers.all_at_once(keeping(2)) == [Unavailable.__name__]
        assert writers.all_at_once(keeping(3)) == [Unavailable.__name__]
    assert writers.all_at_once(keeping(4)) == ["done"]
    assert {1, 4} <= {*writers.kept()}
    assert 3 not in writers.kept()
