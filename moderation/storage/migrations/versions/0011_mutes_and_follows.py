"""Whom readers have muted, and which threads they follow."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "mute",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_mute_account_id")),
        sa.ForeignKeyConstraint(["author_id"], ["author.id"], name=op.f("fk_mute_author_id")),
        sa.PrimaryKeyConstraint("account_id", "author_id", name=op.f("pk_mute")),
    )
    op.create_index(op.f("ix_mute_author_id"), "mute", ["author_id"])
    op.create_table(
        "follow",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.String(length=36), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_follow_account_id")),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_follow_comment_id")),
        sa.PrimaryKeyConstraint("account_id", "comment_id", name=op.f("pk_follow")),
    )
    op.create_index(op.f("ix_follow_comment_id"), "follow", ["comment_id"])


def downgrade() -> None:
    """Remove both."""
    op.drop_table("follow")
    op.drop_table("mute")
