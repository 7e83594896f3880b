"""An index of managers' decisions by their time, which insight asks for: most decisions are the automatic check's."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

BY_MANAGERS = sa.text("manager_id IS NOT NULL")


def upgrade() -> None:
    """Know when managers decided."""
    op.create_index(
        "ix_decision_by_managers",
        "decision",
        ["decided_at"],
        sqlite_where=BY_MANAGERS,
        postgresql_where=BY_MANAGERS,
    )


def downgrade() -> None:
    """As before."""
    op.drop_index("ix_decision_by_managers", "decision")
