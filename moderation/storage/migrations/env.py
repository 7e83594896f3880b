"""What Alembic runs: on the connection it is handed, in one transaction."""

from __future__ import annotations

from alembic import context

from moderation.storage import (  # noqa: F401 - so that all tables are known
    desk_tables,
    hook_tables,
    letter_tables,
    own_tables,
    suggestion_tables,
)
from moderation.storage.table import Table
from moderation.storage.words import is_of_the_tables

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Table.metadata,
    render_as_batch=True,
    compare_type=True,
    include_name=is_of_the_tables,
)
context.run_migrations()
