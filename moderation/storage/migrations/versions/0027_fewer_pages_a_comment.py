"""Indexes of which a comment writes fewer pages: by day its fingerprints stand side by side, and of decisions there are
only those that managers made, or many at once.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """Have each index know no more than it is asked for."""
    _drop()
    op.create_index("ix_fingerprint_day", "fingerprint", ["day", "revision_id"])
    op.create_index("ix_decision_batch_id", "decision", ["batch_id"], **_where("batch_id IS NOT NULL"))
    op.create_index(
        "ix_decision_manager", "decision", ["manager_id", "decided_at"], **_where("manager_id IS NOT NULL")
    )


def downgrade() -> None:
    """As before."""
    _drop()
    op.create_index("ix_fingerprint_day", "fingerprint", ["day"])
    op.create_index("ix_decision_batch_id", "decision", ["batch_id"])
    op.create_index("ix_decision_manager", "decision", ["manager_id", "decided_at"])


def _drop() -> None:
    op.drop_index("ix_fingerprint_day", "fingerprint")
    op.drop_index("ix_decision_batch_id", "decision")
    op.drop_index("ix_decision_manager", "decision")


def _where(holds: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(holds), "postgresql_where": sa.text(holds)}
