"""Who reads next reads on the same connection, on which nothing is left of who read before."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from moderation.domain.errors import Unavailable
from moderation.storage.database import Database
from moderation.storage.kept_connections import KEPT

MANY = 20
"""More than the pool would have at first."""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'kept.sqlite3'}")
    with database.writing() as session:
        session.execute(text("CREATE TABLE kept (n INTEGER PRIMARY KEY)"))
    yield database
    database.engine.dispose()


def driver_in(session: Session) -> object:
    return session.connection().connection.driver_connection


def driver_of(database: Database) -> object:
    with database.reading() as session:
        return driver_in(session)


def held_back(database: Database) -> int:
    """How many connections to read on the pool lacks; one is the writers'."""
    pool = database.engine.pool
    assert isinstance(pool, QueuePool)
    return pool.checkedout() - 1


def count(session: Session) -> int:
    return int(session.scalars(text("SELECT count(*) FROM kept")).one())


def test_a_view_ends_with_its_block_and_the_next_is_on_the_same_connection(database: Database) -> None:
    with database.reading() as session:
        assert count(session) == 0
        with database.writing() as other:
            other.execute(text("INSERT INTO kept VALUES (1)"))
        assert count(session) == 0
        first = driver_in(session)
    with database.reading() as session:
        assert (count(session), driver_in(session) is first) == (1, True)


def test_what_stumbled_is_not_kept(database: Database) -> None:
    driver_of(database)
    assert held_back(database) == 1
    with pytest.raises(Unavailable), database.reading() as session:
        session.execute(text("SELECT n FROM missing"))
    assert held_back(database) == 0
    with database.reading() as session:
        assert count(session) == 0


def test_of_many_who_read_at_once_few_are_kept(database: Database) -> None:
    with ExitStack() as at_once:
        drivers = {driver_in(at_once.enter_context(database.reading())): None for _ in range(MANY)}
    assert (len(drivers), held_back(database)) == (MANY, KEPT)


def test_nothing_stays_open_when_all_is_closed(database: Database) -> None:
    driver_of(database)
    log = Path(f"{database.engine.url.database}-wal")
    assert log.exists()
    database.engine.dispose()
    assert not log.exists()


def test_who_reads_while_all_is_closed_leaves_nothing_open(database: Database) -> None:
    with database.reading() as session:
        assert count(session) == 0
        database.engine.dispose()
    assert not Path(f"{database.engine.url.database}-wal").exists()


def test_a_child_reads_on_a_connection_of_its_own(database: Database) -> None:
    parents = driver_of(database)
    child = os.fork()
    if child == 0:
        database.reopen()
        os._exit(driver_of(database) is parents)
    assert os.waitpid(child, 0)[1] == 0
    assert driver_of(database) is parents
