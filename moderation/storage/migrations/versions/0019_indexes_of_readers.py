"""Indexes that count what readers see without reading the comments."""

from __future__ import annotations

from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Count comments by their article, and replies by their thread."""
    op.create_index("ix_comment_published", "comment", ["article_id", "status", "id"])
    op.drop_index("ix_comment_thread", "comment")
    op.create_index("ix_comment_thread", "comment", ["root_id", "id", "status"])


def downgrade() -> None:
    """As before."""
    op.drop_index("ix_comment_thread", "comment")
    op.create_index("ix_comment_thread", "comment", ["root_id", "id"])
    op.drop_index("ix_comment_published", "comment")
