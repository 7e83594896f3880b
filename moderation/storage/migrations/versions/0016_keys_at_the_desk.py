"""Keys for the desk: whom they act as, and what was decided and done through them."""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision = "0015"

ADDED = (
    ("api_key", "account_id", "account"),
    ("decision", "key_id", "api_key"),
    ("act", "key_id", "api_key"),
    ("batch", "key_id", "api_key"),
)
"""Table, new column, and the table that it names a row of."""


def upgrade() -> None:
    """Add the columns, as words: the library would copy whole tables to add a reference on SQLite."""
    for table, column, named in ADDED:
        name = f"fk_{table}_{column}"
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {column} INTEGER CONSTRAINT {name} REFERENCES {named} (id)"
        )


def downgrade() -> None:
    """Remove them."""
    for table, column, _ in ADDED:
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
