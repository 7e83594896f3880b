"""Why somebody was sanctioned stands with the sanction alone: copies beside acts and decisions outlived an erasure."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

NOTE = "Rejected with a ban; the author's record says why."

ACT = sa.table("act", sa.column("deed", sa.String), sa.column("note", sa.String))
BATCH = sa.table(
    "batch", sa.column("id", sa.Integer), sa.column("asked", sa.JSON), sa.column("note", sa.String)
)
DECISION = sa.table("decision", sa.column("batch_id", sa.Integer), sa.column("note", sa.String))


def upgrade() -> None:
    """Take the copies away where there are any; of an empty record nothing is asked but that."""
    connection = op.get_bind()
    copied = sa.and_(ACT.c.deed == "sanction", ACT.c.note.is_not(None))
    if connection.scalar(sa.select(sa.exists().where(copied))):
        connection.execute(sa.update(ACT).where(copied).values(note=None))
    made = connection.execute(sa.select(BATCH.c.id, BATCH.c.asked)).all()
    by_a_ban = [number for number, asked in made if "sanction" in (asked or {})]
    for number in by_a_ban:
        connection.execute(sa.update(BATCH).where(BATCH.c.id == number).values(note=NOTE))
        connection.execute(sa.update(DECISION).where(DECISION.c.batch_id == number).values(note=NOTE))
    if (
        by_a_ban and connection.dialect.name == "sqlite"
    ):  # else the words stay in the index until it merges them
        op.execute("INSERT INTO decision_words (decision_words) VALUES ('optimize')")


def downgrade() -> None:
    """Nothing: an earlier version reads the same tables."""
