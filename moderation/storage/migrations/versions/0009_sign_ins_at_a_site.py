"""Sign-ins that are good at one site alone, whose pages show the token."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Sign-ins from before are of our own pages."""
    with op.batch_alter_table("sign_in") as table:
        table.add_column(sa.Column("site_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_sign_in_site_id"), "site", ["site_id"], ["id"])


def downgrade() -> None:
    """End those that are good at one site alone, and forget the column."""
    op.execute("DELETE FROM sign_in WHERE site_id IS NOT NULL")
    with op.batch_alter_table("sign_in") as table:
        table.drop_constraint(op.f("fk_sign_in_site_id"), type_="foreignkey")
        table.drop_column("site_id")
