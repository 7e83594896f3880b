"""Mail addresses of accounts, and links that open something once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Make the columns and the table."""
    op.add_column("account", sa.Column("mail_address", sa.String(length=254), nullable=True))
    op.add_column("account", sa.Column("unconfirmed_address", sa.String(length=254), nullable=True))
    op.create_index(op.f("ix_account_mail_address"), "account", ["mail_address"], unique=True)
    op.create_table(
        "one_time_link",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_one_time_link_account_id")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_one_time_link")),
    )
    op.create_index(op.f("ix_one_time_link_account_id"), "one_time_link", ["account_id"])
    op.create_index(op.f("ix_one_time_link_expires_at"), "one_time_link", ["expires_at"])


def downgrade() -> None:
    """Remove them."""
    op.drop_table("one_time_link")
    op.drop_index(op.f("ix_account_mail_address"), "account")
    op.drop_column("account", "unconfirmed_address")
    op.drop_column("account", "mail_address")
