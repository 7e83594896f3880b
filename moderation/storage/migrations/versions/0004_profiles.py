"""What articles are about, as a scorer made it of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table; articles from before get their row when the next comment comes in."""
    op.create_table(
        "profile",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("approved", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("lead", sa.LargeBinary(), nullable=False),
        sa.Column("parts", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_profile_article_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_profile_site_id")),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_profile")),
    )
    op.create_index("ix_profile_lead", "profile", ["site_id", "made_by", "article_id"])


def downgrade() -> None:
    """Remove the table."""
    op.drop_table("profile")
