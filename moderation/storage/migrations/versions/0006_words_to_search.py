"""The words of comments, authors' names, articles' titles and decisions' notes, to be searched; and an index of undos.

SQLite keeps them in FTS5 tables over the texts' own, PostgreSQL as tsvectors in a table beside each with a GIN index;
triggers keep both in step. A later step that copies one of these tables on SQLite must make its triggers again.
"""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"

TEXTS = {"revision": "text", "author": "name", "article": "title", "decision": "note"}
"""The table and the column of each text."""


def upgrade() -> None:
    """Make the indexes, of what is there already, too."""
    if op.get_bind().dialect.name == "postgresql":
        _make_plain_words()
    make = _make_on_postgresql if op.get_bind().dialect.name == "postgresql" else _make_on_sqlite
    for table, column in TEXTS.items():
        for statement in make(table, column):
            op.get_bind().exec_driver_sql(statement)
    op.execute("CREATE INDEX ix_decision_undoes ON decision (undoes_id) WHERE undoes_id IS NOT NULL")


def downgrade() -> None:
    """Remove them."""
    op.execute("DROP INDEX ix_decision_undoes")
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for table in TEXTS:
        if is_postgresql:
            op.execute(f"DROP TRIGGER keep_words ON {table}")
            op.execute(f"DROP FUNCTION keep_{table}_words()")
        else:
            for moment in ("added", "changed", "removed"):
                op.execute(f"DROP TRIGGER {table}_words_{moment}")
        op.execute(f"DROP TABLE {table}_words")
    if is_postgresql:
        op.execute("DROP FUNCTION plain_words(text)")


def _make_on_sqlite(table: str, column: str) -> list[str]:
    words = f"{table}_words"
    added = f"INSERT INTO {words} (rowid, {column}) VALUES (new.id, new.{column});"  # noqa: S608 - names of ours
    removed = f"INSERT INTO {words} ({words}, rowid, {column}) VALUES ('delete', old.id, old.{column});"  # noqa: S608
    return [
        (
            f"CREATE VIRTUAL TABLE {words} USING fts5 ({column}, content='{table}', content_rowid='id',"
            " tokenize='unicode61 remove_diacritics 2')"
        ),
        f"INSERT INTO {words} (rowid, {column}) SELECT id, {column} FROM {table} WHERE {column} IS NOT NULL",  # noqa: S608
        f"CREATE TRIGGER {words}_added AFTER INSERT ON {table} WHEN new.{column} IS NOT NULL BEGIN {added} END",
        (
            f"CREATE TRIGGER {words}_removed AFTER DELETE ON {table} WHEN old.{column} IS NOT NULL"
            f" BEGIN {removed} END"
        ),
        (
            f"CREATE TRIGGER {words}_changed AFTER UPDATE OF {column} ON {table} BEGIN"
            f" {_unless_null(removed, 'old', column)} {_unless_null(added, 'new', column)} END"
        ),
    ]


def _unless_null(statement: str, row: str, column: str) -> str:
    """The same insertion, of nothing where the text is lacking."""
    into, _, values = statement.removesuffix(";").partition(" VALUES ")
    return f"{into} SELECT {values.strip('()')} WHERE {row}.{column} IS NOT NULL;"


MARKS = r"[\u0300-\u036f]+"
NO_WORDS = (
    r"[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf"
    r"\u2000-\u206f\u3000-\u3004\u3008-\u3020\ufe0f]+"
)
"""What decorates a letter, and what is neither letter nor digit, as PostgreSQL's expressions write it."""


def _make_plain_words() -> None:
    """Words without accents and with spaces for whatever is no letter or digit, as FTS5's ``unicode61`` has them."""
    op.get_bind().exec_driver_sql(
        "CREATE FUNCTION plain_words(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$"
        f" SELECT regexp_replace(regexp_replace(normalize($1, NFD), '{MARKS}', '', 'g'), '{NO_WORDS}', ' ', 'g') $$"
    )


def _make_on_postgresql(table: str, column: str) -> list[str]:
    words = f"{table}_words"
    return [
        f"CREATE TABLE {words} (id integer PRIMARY KEY REFERENCES {table} ON DELETE CASCADE, words tsvector NOT NULL)",
        (
            f"INSERT INTO {words} SELECT id, to_tsvector('simple', plain_words({column})) FROM {table}"  # noqa: S608
            f" WHERE {column} IS NOT NULL"
        ),
        f"CREATE INDEX ix_{words} ON {words} USING gin (words)",
        (
            f"CREATE FUNCTION keep_{words}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"  # noqa: S608
            f" INSERT INTO {words} VALUES (new.id, to_tsvector('simple', plain_words(coalesce(new.{column}, ''))))"
            " ON CONFLICT (id) DO UPDATE SET words = excluded.words; RETURN NULL; END $$"
        ),
        (
            f"CREATE TRIGGER keep_words AFTER INSERT OR UPDATE OF {column} ON {table} FOR EACH ROW"
            f" WHEN (new.{column} IS NOT NULL) EXECUTE FUNCTION keep_{words}()"
        ),
    ]
