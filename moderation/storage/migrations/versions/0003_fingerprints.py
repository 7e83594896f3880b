"""Fingerprints of what comments say, by which near copies are found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table; comments from before are not in it."""
    op.create_table(
        "fingerprint",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_fingerprint_revision_id")),
        sa.PrimaryKeyConstraint("number", "revision_id", name=op.f("pk_fingerprint")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_fingerprint_day", "fingerprint", ["day"])


def downgrade() -> None:
    """Remove the table."""
    op.drop_table("fingerprint")
