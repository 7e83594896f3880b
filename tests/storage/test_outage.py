"""A database that does not work now is a refusal with a time to try again, and leaves other complaints as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from moderation.domain.errors import Unavailable
from moderation.parts import Parts
from moderation.storage import jobs
from moderation.storage.database import Database
from tests.serving import free_port


@pytest.fixture(params=["sqlite", "postgresql"])
def gone(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """A database that is not there: its folder is missing, or its server does not run."""
    if request.param == "sqlite":
        return Database(f"sqlite:///{tmp_path / 'nowhere' / 'moderation.sqlite3'}")
    return Database(f"postgresql+psycopg://nobody@127.0.0.1:{free_port()}/nothing")


def test_a_database_that_is_gone_cannot_be_read(gone: Database) -> None:
    with pytest.raises(Unavailable), gone.reading() as session:
        jobs.waiting(session)


def test_a_database_that_is_gone_cannot_be_written(gone: Database) -> None:
    with pytest.raises(Unavailable), gone.writing() as session:
        jobs.waiting(session)


def test_a_queue_file_that_cannot_be_opened_refuses_writers(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite3"
    Path(f"{path}-queue").mkdir()

    with pytest.raises(Unavailable) as refusal, Database(f"sqlite:///{path}").writing():
        pass

    assert (refusal.value.cause, refusal.value.retry_after_s) == ("IsADirectoryError", 5)


def test_an_error_of_the_blocks_own_files_stays_what_it_is(parts: Parts) -> None:
    with pytest.raises(FileNotFoundError), parts.database.writing():
        raise FileNotFoundError
    with pytest.raises(FileNotFoundError), parts.database.reading():
        raise FileNotFoundError
