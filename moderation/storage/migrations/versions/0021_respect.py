"""Respect, and how many replies and respects a comment has, kept by triggers that agree with whatever writes a row.

A later step that copies the table of comments on SQLite must make its triggers again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

COUNTS = ("reply_count", "respect_count")
INDEXES = {"ix_comment_replied": "reply_count", "ix_comment_respected": "respect_count"}
FIRST_ONES = sa.text("parent_id IS NULL")

SHOWS = "{0}.status = 'published' AND {0}.parent_id IS NOT NULL"
REPLIED = "UPDATE comment SET reply_count = reply_count {} 1 WHERE id = {}.root_id"
RESPECTED = "UPDATE comment SET respect_count = respect_count {} 1 WHERE id = {}.comment_id"

TRIGGERS = {
    "reply_came": ("AFTER INSERT ON comment", SHOWS.format("new"), REPLIED.format("+", "new")),
    "reply_shows": (
        "AFTER UPDATE OF status ON comment",
        f"{SHOWS.format('new')} AND old.status <> 'published'",
        REPLIED.format("+", "new"),
    ),
    "reply_hides": (
        "AFTER UPDATE OF status ON comment",
        f"{SHOWS.format('old')} AND new.status <> 'published'",
        REPLIED.format("-", "old"),
    ),
    "respect_given": ("AFTER INSERT ON respect", "", RESPECTED.format("+", "new")),
    "respect_taken": ("AFTER DELETE ON respect", "", RESPECTED.format("-", "old")),
}
"""When each acts, under which condition, and what it does: the same on both databases."""


def upgrade() -> None:
    """Make the table, the columns with what they are now, and what keeps them so."""
    op.create_table(
        "respect",
        sa.Column("comment_id", sa.String(length=36), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["author.id"], name=op.f("fk_respect_author_id")),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_respect_comment_id")),
        sa.PrimaryKeyConstraint("comment_id", "author_id", name=op.f("pk_respect")),
    )
    op.create_index(op.f("ix_respect_author_id"), "respect", ["author_id"])
    for column in COUNTS:
        op.add_column("comment", sa.Column(column, sa.Integer(), server_default="0", nullable=False))
    op.execute(
        "UPDATE comment SET reply_count = (SELECT count(*) FROM comment AS reply WHERE reply.root_id = comment.id"
        " AND reply.parent_id IS NOT NULL AND reply.status = 'published') WHERE parent_id IS NULL"
    )
    for name, column in INDEXES.items():
        op.create_index(
            name,
            "comment",
            ["article_id", column, "id"],
            sqlite_where=FIRST_ONES,
            postgresql_where=FIRST_ONES,
        )
    for name in TRIGGERS:
        _make(name)


def downgrade() -> None:
    """Remove all of it."""
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for name, (when, _, _) in TRIGGERS.items():
        if is_postgresql:
            op.execute(f"DROP TRIGGER {name} ON {when.rpartition(' ')[2]}")
            op.execute(f"DROP FUNCTION {name}()")
        else:
            op.execute(f"DROP TRIGGER {name}")
    for name in INDEXES:
        op.drop_index(name, "comment")
    for column in COUNTS:
        op.drop_column("comment", column)
    op.drop_table("respect")


def _make(name: str) -> None:
    when, condition, does = TRIGGERS[name]
    only = f" WHEN ({condition})" if condition else ""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {does}; RETURN NULL; END $$"
        )
        op.execute(f"CREATE TRIGGER {name} {when} FOR EACH ROW{only} EXECUTE FUNCTION {name}()")
    else:
        op.execute(f"CREATE TRIGGER {name} {when}{only} BEGIN {does}; END")
