"""The day on which each key of a machine was last used."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Add the column; of what was used before, nothing is known."""
    op.add_column("api_key", sa.Column("used_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Remove it."""
    op.drop_column("api_key", "used_on")
