"""Brings the tables to the shape that this code needs, or back; the steps lie in ``migrations/versions``."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from moderation.storage.database import Database

FOLDER = Path(__file__).parent / "migrations"


def migrate(database: Database, revision: str = "head") -> None:
    """Bring the tables to a revision, the latest unless told; an earlier one is gone back to."""
    with database.engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        current = MigrationContext.configure(connection).get_current_revision()
        steps = ScriptDirectory.from_config(config)
        known = [each.revision for each in steps.walk_revisions()]
        target = steps.get_current_head() if revision == "head" else revision
        goes_back = current in known and (target == "base" or known.index(str(target)) > known.index(current))
        (command.downgrade if goes_back else command.upgrade)(config, revision)


def is_migrated(database: Database) -> bool:
    """Whether the tables are in the shape that this code needs."""
    with database.engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    return current == ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return config
