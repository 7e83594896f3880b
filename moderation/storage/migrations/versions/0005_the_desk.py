"""What the desk remembers: roles and areas, acts, batches, claims, reports, appeals, sanctions, notices, rules."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

TABLES = (
    "appeal",
    "report",
    "notice",
    "claim",
    "sanction",
    "author_note",
    "saved_filter",
    "rules_version",
    "recovery_code",
    "assignment",
    "act",
    "batch",
)
"""What this step makes, in the order it can be removed."""

COLUMNS: dict[str, tuple[sa.Column[object], ...]] = {
    "account": (
        sa.Column("role", sa.String(length=16), server_default="reader", nullable=False),
        sa.Column("code_secret", sa.String(length=200), nullable=True),
        sa.Column("code_step", sa.Integer(), nullable=True),
    ),
    "sign_in": (
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("awaits_code", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("browser", sa.String(length=200), server_default="", nullable=False),
    ),
    "article": (sa.Column("mode", sa.String(length=16), nullable=True),),
    "comment": (
        sa.Column("need", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("revision_number", sa.Integer(), server_default="1", nullable=False),
        sa.Column("featured_at", sa.DateTime(timezone=True), nullable=True),
    ),
}
"""What this step adds to the tables of before."""


def upgrade() -> None:
    """Make the tables; the manager who was there first becomes administrator."""
    _make_tables()
    _make_columns()
    role = "CASE WHEN id = (SELECT min(id) FROM account WHERE is_manager) THEN 'admin' ELSE 'manager' END"
    op.execute(f"UPDATE account SET role = {role} WHERE is_manager")  # noqa: S608 - nothing of it comes from outside
    op.execute("ALTER TABLE account DROP COLUMN is_manager")


def downgrade() -> None:
    """Remove the tables; whoever works at the desk is a manager again."""
    op.add_column("account", sa.Column("is_manager", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute("UPDATE account SET is_manager = (role <> 'reader')")
    for table, index in (
        ("decision", "ix_decision_batch_id"),
        ("decision", "ix_decision_decided_at"),
        ("decision", "ix_decision_manager"),
        ("article", "ix_article_section"),
    ):
        op.drop_index(index, table_name=table)
    for table, columns in {**COLUMNS, "decision": (sa.Column("batch_id"),)}.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} DROP COLUMN {column.name}")
    for table in TABLES:
        op.drop_table(table)


def _make_columns() -> None:
    for table, columns in COLUMNS.items():
        for column in columns:
            op.add_column(table, column)
    # as words, for the library would copy the whole table to add a reference on SQLite
    op.execute(
        "ALTER TABLE decision ADD COLUMN batch_id INTEGER CONSTRAINT fk_decision_batch_id REFERENCES batch (id)"
    )
    op.create_index("ix_decision_batch_id", "decision", ["batch_id"])
    op.create_index("ix_decision_decided_at", "decision", ["decided_at"])
    op.create_index("ix_decision_manager", "decision", ["manager_id", "decided_at"])
    op.create_index("ix_article_section", "article", ["site_id", "section_path"])


def _make_tables() -> None:
    op.create_table(
        "act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "deed",
            sa.Enum(
                "feature",
                "move",
                "thread",
                "sanction",
                "end_sanction",
                "note",
                "rules",
                "role",
                "assign",
                "account",
                "factor",
                "sign_out",
                "key",
                "report",
                "appeal",
                "model",
                name="deed",
                native_enum=False,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("manager_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=True),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("acted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["manager_id"], ["account.id"], name=op.f("fk_act_manager_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_act_site_id")),
        sa.ForeignKeyConstraint(["undoes_id"], ["act.id"], name=op.f("fk_act_undoes_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_act")),
    )
    with op.batch_alter_table("act", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_act_acted_at"), ["acted_at"], unique=False)
        batch_op.create_index("ix_act_subject", ["subject", "id"], unique=False)

    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("section_path", sa.String(length=600), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_assignment_account_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_assignment_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint(
            "account_id",
            "site_id",
            "section_path",
            name=op.f("uq_assignment_account_id_site_id_section_path"),
        ),
    )
    op.create_table(
        "batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("manager_id", sa.Integer(), nullable=False),
        sa.Column(
            "action",
            sa.Enum("publish", "hold", "reject", "undo", name="action", native_enum=False, length=16),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=32), nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=True),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["manager_id"], ["account.id"], name=op.f("fk_batch_manager_id")),
        sa.ForeignKeyConstraint(["undoes_id"], ["batch.id"], name=op.f("fk_batch_undoes_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_recovery_code_account_id")),
        sa.PrimaryKeyConstraint("account_id", "digest", name=op.f("pk_recovery_code")),
    )
    op.create_table(
        "rules_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("section_path", sa.String(length=600), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("manager_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["manager_id"], ["account.id"], name=op.f("fk_rules_version_manager_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_rules_version_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rules_version")),
        sa.UniqueConstraint(
            "site_id", "section_path", "number", name=op.f("uq_rules_version_site_id_section_path_number")
        ),
    )
    op.create_table(
        "saved_filter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("query", sa.String(length=1000), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_saved_filter_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filter")),
        sa.UniqueConstraint("account_id", "name", name=op.f("uq_saved_filter_account_id_name")),
    )
    op.create_table(
        "author_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("manager_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["author.id"], name=op.f("fk_author_note_author_id")),
        sa.ForeignKeyConstraint(["manager_id"], ["account.id"], name=op.f("fk_author_note_manager_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_author_note")),
    )
    with op.batch_alter_table("author_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_author_note_author_id"), ["author_id"], unique=False)

    op.create_table(
        "sanction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("warn", "pre_moderate", "suspend", "ban", name="kind", native_enum=False, length=16),
            nullable=False,
        ),
        sa.Column("is_everywhere", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("manager_id", sa.Integer(), nullable=True),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["author.id"], name=op.f("fk_sanction_author_id")),
        sa.ForeignKeyConstraint(["manager_id"], ["account.id"], name=op.f("fk_sanction_manager_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sanction")),
    )
    with op.batch_alter_table("sanction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sanction_author_id"), ["author_id"], unique=False)

    op.create_table(
        "claim",
        sa.Column("comment_id", sa.String(length=36), nullable=False),
        sa.Column("manager_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_claim_comment_id")),
        sa.ForeignKeyConstraint(["manager_id"], ["account.id"], name=op.f("fk_claim_manager_id")),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_claim")),
    )
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claim_until"), ["until"], unique=False)

    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column(
            "news",
            sa.Enum(
                "rejected",
                "published",
                "reversed",
                "sanctioned",
                "report_settled",
                "appeal_settled",
                "featured",
                "wait",
                name="news",
                native_enum=False,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("comment_id", sa.String(length=36), nullable=True),
        sa.Column("cause", sa.String(length=64), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("called_off_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_notice_account_id")),
        sa.ForeignKeyConstraint(["author_id"], ["author.id"], name=op.f("fk_notice_author_id")),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_notice_comment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index("ix_notice_account", ["account_id", "id"], unique=False)
        batch_op.create_index("ix_notice_author", ["author_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_notice_cause"), ["cause"], unique=False)
        batch_op.create_index(batch_op.f("ix_notice_due_at"), ["due_at"], unique=False)

    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.String(length=36), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column(
            "ground",
            sa.Enum(
                "courtesy",
                "off-topic",
                "spam",
                "illegal",
                "other",
                name="ground",
                native_enum=False,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.String(length=1000), nullable=True),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["author.id"], name=op.f("fk_report_author_id")),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_report_comment_id")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_report_revision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("comment_id", "author_id", name=op.f("uq_report_comment_id_author_id")),
    )
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_author_id"), ["author_id"], unique=False)
        batch_op.create_index("ix_report_open", ["settled_at", "comment_id"], unique=False)

    op.create_table(
        "appeal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.String(length=36), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("manager_id", sa.Integer(), nullable=True),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.String(length=2000), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["author.id"], name=op.f("fk_appeal_author_id")),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_appeal_comment_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_appeal_decision_id")),
        sa.ForeignKeyConstraint(["manager_id"], ["account.id"], name=op.f("fk_appeal_manager_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_appeal_decision_id")),
    )
    with op.batch_alter_table("appeal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appeal_comment_id"), ["comment_id"], unique=False)
        batch_op.create_index("ix_appeal_open", ["settled_at", "made_at"], unique=False)
