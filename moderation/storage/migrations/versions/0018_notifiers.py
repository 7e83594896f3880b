"""Who sent a notice of illegal content without an account, as far as they said."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "notifier",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=True),
        sa.Column("mail_address", sa.String(length=254), nullable=True),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_notifier_report_id")),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_notifier")),
    )


def downgrade() -> None:
    """Remove it."""
    op.drop_table("notifier")
