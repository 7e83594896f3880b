"""Labels that others suggest, how much each key's count beside managers' decisions, and articles by their address."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the table; keys from before count half, as new ones do."""
    op.create_table(
        "suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.Column("community", sa.String(length=500), server_default="", nullable=False),
        sa.Column("client_token", sa.String(length=500), nullable=True),
        sa.Column("url", sa.String(length=2000), nullable=True),
        sa.Column("language", sa.String(length=35), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("suggested_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["key_id"], ["api_key.id"], name=op.f("fk_suggestion_key_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_suggestion_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion")),
        sa.UniqueConstraint(
            "site_id", "community", "client_token", name=op.f("uq_suggestion_site_id_community_client_token")
        ),
    )
    op.create_index("ix_suggestion_key", "suggestion", ["key_id", "id"])
    op.create_index("ix_article_url", "article", ["url"], postgresql_using="hash")
    op.add_column("api_key", sa.Column("label_weight", sa.Double(), server_default="0.5", nullable=False))


def downgrade() -> None:
    """Remove all three."""
    op.drop_index("ix_article_url", "article")
    with op.batch_alter_table("api_key") as table:
        table.drop_column("label_weight")
    op.drop_table("suggestion")
