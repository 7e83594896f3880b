"""Mutes and follows are an author's, so that readers whom a site vouches for have them too; an account is an author.

An account that chose something at a site where it never wrote becomes an author there. What it was told of threads that
it follows is told to that author.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

CHOSE = """
SELECT mute.account_id, author.site_id, mute.made_at FROM mute JOIN author ON author.id = mute.author_id
UNION ALL
SELECT follow.account_id, article.site_id, follow.made_at FROM follow
JOIN comment ON comment.id = follow.comment_id JOIN article ON article.id = comment.article_id
UNION ALL
SELECT notice.account_id, article.site_id, notice.made_at FROM notice
JOIN comment ON comment.id = notice.comment_id JOIN article ON article.id = comment.article_id
WHERE notice.account_id IS NOT NULL
"""

BECOME_AUTHORS = f"""
INSERT INTO author (site_id, account_id, name, is_staff, is_guest, created_at)
SELECT chose.site_id, account.id, account.name, account.role <> 'reader', FALSE, min(chose.made_at)
FROM ({CHOSE}) AS chose JOIN account ON account.id = chose.account_id
WHERE NOT EXISTS (
    SELECT 1 FROM author AS known WHERE known.site_id = chose.site_id AND known.account_id = account.id
)
GROUP BY chose.site_id, account.id, account.name, account.role
"""  # noqa: S608 - nothing of it comes from outside

ARE_TOLD = """
UPDATE notice SET account_id = NULL, author_id = (
    SELECT own.id FROM comment JOIN article ON article.id = comment.article_id
    JOIN author AS own ON own.site_id = article.site_id
    WHERE comment.id = notice.comment_id AND own.account_id = notice.account_id
) WHERE account_id IS NOT NULL AND comment_id IS NOT NULL
"""

MUTES = """
INSERT INTO mute (author_id, muted_id, made_at)
SELECT own.id, was.author_id, was.made_at FROM was_mute AS was JOIN author AS other ON other.id = was.author_id
JOIN author AS own ON own.site_id = other.site_id AND own.account_id = was.account_id
"""
FOLLOWS = """
INSERT INTO follow (author_id, comment_id, made_at)
SELECT own.id, was.comment_id, was.made_at FROM was_follow AS was JOIN comment ON comment.id = was.comment_id
JOIN article ON article.id = comment.article_id
JOIN author AS own ON own.site_id = article.site_id AND own.account_id = was.account_id
"""

MUTES_BEFORE = """
INSERT INTO mute (account_id, author_id, made_at)
SELECT own.account_id, was.muted_id, was.made_at FROM was_mute AS was JOIN author AS own ON own.id = was.author_id
WHERE own.account_id IS NOT NULL
"""
FOLLOWS_BEFORE = """
INSERT INTO follow (account_id, comment_id, made_at)
SELECT own.account_id, was.comment_id, was.made_at FROM was_follow AS was JOIN author AS own ON own.id = was.author_id
WHERE own.account_id IS NOT NULL
"""


def upgrade() -> None:
    """Have the authors, and what they chose."""
    op.execute(BECOME_AUTHORS)
    op.execute(ARE_TOLD)
    _set_aside()
    _make("author_id", "author.id", "muted_id")
    _bring_back(MUTES, FOLLOWS)


def downgrade() -> None:
    """As before: what readers without an account chose is gone; what authors were told, an earlier version reads."""
    _set_aside()
    _make("account_id", "account.id", "author_id")
    _bring_back(MUTES_BEFORE, FOLLOWS_BEFORE)


def _set_aside() -> None:
    for name in ("mute", "follow"):
        op.execute(f"CREATE TEMPORARY TABLE was_{name} AS SELECT * FROM {name}")  # noqa: S608 - names of ours
        op.drop_table(name)


def _make(who: str, where: str, muted: str) -> None:
    chosen: dict[str, tuple[str, sa.types.TypeEngine[Any], str]] = {
        "mute": (muted, sa.Integer(), "author.id"),
        "follow": ("comment_id", sa.String(36), "comment.id"),
    }
    for name, (what, kind, there) in chosen.items():
        op.create_table(
            name,
            sa.Column(who, sa.Integer(), nullable=False),
            sa.Column(what, kind, nullable=False),
            sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
            sa.ForeignKeyConstraint([who], [where], name=op.f(f"fk_{name}_{who}")),
            sa.ForeignKeyConstraint([what], [there], name=op.f(f"fk_{name}_{what}")),
            sa.PrimaryKeyConstraint(who, what, name=op.f(f"pk_{name}")),
        )
        op.create_index(op.f(f"ix_{name}_{what}"), name, [what])


def _bring_back(*statements: str) -> None:
    for statement in statements:
        op.execute(statement)
    for name in ("mute", "follow"):
        op.drop_table(f"was_{name}")
