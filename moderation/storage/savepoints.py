"""SQLite as SQLAlchemy speaks it, but that savepoints go to the driver as they are.

Each part of a shared transaction is one, and compiled anew it takes twelve times as long.
"""

from __future__ import annotations

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite


class Dialect(SQLiteDialect_pysqlite):
    """What SQLAlchemy asks of a savepoint, and all else as it was."""

    supports_statement_cache = True

    def do_savepoint(self, connection: Connection, name: str) -> None:
        """Begin what can be taken back alone."""
        connection.connection.cursor().execute(f"SAVEPOINT {name}")

    def do_rollback_to_savepoint(self, connection: Connection, name: str) -> None:
        """Take back what was done since."""
        connection.connection.cursor().execute(f"ROLLBACK TO {name}")

    def do_release_savepoint(self, connection: Connection, name: str) -> None:
        """Leave it to the transaction what becomes of it."""
        connection.connection.cursor().execute(f"RELEASE {name}")
