"""What several tests of this room need."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from moderation.storage.database import Database
from tests.writers import Writers


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
