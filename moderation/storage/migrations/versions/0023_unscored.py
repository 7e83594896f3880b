"""An index of the wordings that wait for their score, so that counting them reads no other."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

UNSCORED = sa.text("scored_at IS NULL")


def upgrade() -> None:
    """Know what waits for a score."""
    op.create_index(
        "ix_revision_unscored",
        "revision",
        ["comment_id", "number"],
        sqlite_where=UNSCORED,
        postgresql_where=UNSCORED,
    )


def downgrade() -> None:
    """As before."""
    op.drop_index("ix_revision_unscored", "revision")
