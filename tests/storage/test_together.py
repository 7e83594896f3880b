"""Writers of one process who wait for the same lock are made durable by one commit, and each fails alone."""

from __future__ import annotations

import os

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError, ProgrammingError

from moderation.domain.errors import Unavailable
from tests.writers import Work, Writers, keeping


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


def driver_of(writers: Writers, number: int) -> object:
    """SQLite's connection, on which the number was written."""
    with writers.together.writing() as connection:
        keeping(number)(connection)
        return connection.connection.driver_connection


def test_all_write_on_one_connection_until_one_fails(writers: Writers) -> None:
    first = driver_of(writers, 1)
    assert driver_of(writers, 2) is first
    assert writers.all_at_once(stumbling(7)) == ["ZeroDivisionError"]
    assert driver_of(writers, 3) is first
    assert writers.all_at_once(naming_nobody) == [IntegrityError.__name__]
    assert driver_of(writers, 4) is not first
    assert writers.kept() == [1, 2, 3, 4]


def test_nothing_stays_open_when_all_is_closed(writers: Writers) -> None:
    driver_of(writers, 1)
    assert writers.log.exists()
    with writers.together.writing() as connection:
        writers.engine.dispose()
        keeping(2)(connection)
    assert writers.kept() == [1, 2]
    writers.engine.dispose()
    assert not writers.log.exists()


def test_a_child_writes_on_a_connection_of_its_own(writers: Writers) -> None:
    parents = driver_of(writers, 1)
    child = os.fork()
    if child == 0:
        writers.together.afresh()
        writers.engine.dispose(close=False)
        os._exit(driver_of(writers, 2) is parents)
    assert os.waitpid(child, 0)[1] == 0
    assert driver_of(writers, 3) is parents
    assert writers.kept() == [1, 2, 3]


def test_a_child_does_not_wait_for_its_parents_writers(writers: Writers) -> None:
    with writers.together.writing():
        child = os.fork()
        if child == 0:
            writers.together.afresh()
            os._exit(writers.together.waiting)
    assert os.waitpid(child, 0)[1] == 0
