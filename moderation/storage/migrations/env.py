"""What Alembic runs: on the connection it is handed, in one transaction."""

from __future__ import annotations

from alembic import context

from moderation.storage.every_table import every_table
from moderation.storage.words import is_of_the_tables

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=every_table(),
    render_as_batch=True,
    compare_type=True,
    include_name=is_of_the_tables,
)
context.run_migrations()
