"""Articles may come from their page or a feed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add whence an article comes, why its page could not be read, and the hosts of a site."""
    origin = sa.Enum("page", "feed", "site", name="origin", native_enum=False, length=16)
    with op.batch_alter_table("article", recreate="never") as batch_op:
        batch_op.add_column(sa.Column("origin", origin, nullable=False, server_default="site"))
        batch_op.add_column(sa.Column("page_error", sa.String(length=500), nullable=True))
    with op.batch_alter_table("site", recreate="never") as batch_op:
        batch_op.add_column(sa.Column("hosts", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    """Forget them; the articles stay."""
    with op.batch_alter_table("site", recreate="never") as batch_op:
        batch_op.drop_column("hosts")
    with op.batch_alter_table("article", recreate="never") as batch_op:
        batch_op.drop_column("page_error")
        batch_op.drop_column("origin")
