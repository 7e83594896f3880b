"""What came here from other systems, by their ids."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "imported",
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("foreign_id", sa.String(length=200), nullable=False),
        sa.Column("our_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_imported_site_id")),
        sa.PrimaryKeyConstraint("site_id", "source", "kind", "foreign_id", name=op.f("pk_imported")),
    )


def downgrade() -> None:
    """Remove it."""
    op.drop_table("imported")
