"""How often accounts are told of their notices by mail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "mailing",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column(
            "frequency",
            sa.Enum("immediate", "daily", "never", native_enum=False, length=16),
            nullable=False,
        ),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("told_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_mailing_account_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_mailing")),
        sa.UniqueConstraint("token", name=op.f("uq_mailing_token")),
    )


def downgrade() -> None:
    """Remove it."""
    op.drop_table("mailing")
