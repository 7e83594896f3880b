"""Readers without an account: keys that sites vouch with, tokens, guests; and blocks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Make the tables and the column."""
    op.create_table(
        "vouching_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("kid", sa.String(length=64), nullable=False),
        sa.Column("algorithm", sa.String(length=16), nullable=False),
        sa.Column("material", sa.Text(), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_vouching_key_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vouching_key")),
        sa.UniqueConstraint("site_id", "kid", name=op.f("uq_vouching_key_site_id_kid")),
    )
    op.create_table(
        "spent_token",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_spent_token")),
    )
    op.create_index(op.f("ix_spent_token_expires_at"), "spent_token", ["expires_at"])
    op.create_table(
        "reader_token",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["author.id"], name=op.f("fk_reader_token_author_id")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_reader_token")),
    )
    op.create_index(op.f("ix_reader_token_author_id"), "reader_token", ["author_id"])
    op.create_index(op.f("ix_reader_token_expires_at"), "reader_token", ["expires_at"])
    op.create_table(
        "block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("value", sa.String(length=254), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block")),
        sa.UniqueConstraint("kind", "value", name=op.f("uq_block_kind_value")),
    )
    op.add_column("author", sa.Column("is_guest", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    """Remove them."""
    op.drop_column("author", "is_guest")
    for name in ("block", "reader_token", "spent_token", "vouching_key"):
        op.drop_table(name)
