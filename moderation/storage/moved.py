"""Which tables go along in an export, which stay, and how one row is written there and read again.

A row goes along column by column. A reference is written as what it means anywhere: an article by the site's own id, an
account by its name, a wording or decision by its place within its comment.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Column
from sqlalchemy import Table as Rows
from sqlalchemy.exc import IntegrityError, StatementError

from moderation.domain.errors import Malformed
from moderation.storage.account_tables import Site
from moderation.storage.columns import Utc
from moderation.storage.desk_tables import Appeal, AuthorNote, Report, RulesVersion, Sanction
from moderation.storage.table import Table
from moderation.storage.tables import Article, Author, Batch, Comment, Decision, Revision, Section


def rows_of(table: type[Table]) -> Rows:
    """The table as it is asked for column by column."""
    return Table.metadata.tables[table.__tablename__]


OF_A_SITE: Mapping[str, Rows] = {"section": rows_of(Section), "rules": rows_of(RulesVersion)}
"""What a site has beside its articles and people, by the kind of its lines."""

OF_AN_AUTHOR: Mapping[str, Rows] = {"sanctions": rows_of(Sanction), "notes": rows_of(AuthorNote)}
OF_A_COMMENT: Mapping[str, Rows] = {
    "revisions": rows_of(Revision),
    "decisions": rows_of(Decision),
    "reports": rows_of(Report),
    "appeals": rows_of(Appeal),
}
"""What stands within the line of an author or a comment, each in the order in which it was made."""

LINES: Mapping[str, Rows] = {
    "site": rows_of(Site),
    **OF_A_SITE,
    "article": rows_of(Article),
    "author": rows_of(Author),
    "batch": rows_of(Batch),
    "comment": rows_of(Comment),
}
"""What has lines of its own, in the order in which they stand."""

MOVED = {table.name for table in (*LINES.values(), *OF_AN_AUTHOR.values(), *OF_A_COMMENT.values())}

STAYS: Mapping[str, str] = {
    "account": "passwords stay; whoever decided comes along by name",
    "act": "the audit of this desk speaks of this desk's numbers",
    "allowance": "rate limits of this hour",
    "api_key": "secrets stay",
    "assignment": "who works where is said anew",
    "block": "whom this desk turns away",
    "claim": "who looks at what now",
    "delivery": "messages to this desk's hooks",
    "fingerprint": "made again of new comments",
    "follow": "is chosen by those who read there",
    "hook": "secrets stay",
    "imported": "which import brought what",
    "job": "what is to be done here; held comments without scores are scored there",
    "kept_answer": "Idempotency-Keys are for a day",
    "letter": "letters that this desk sends",
    "mailing": "belongs to an account, which stays",
    "mute": "is chosen by those who read there",
    "notice": "what this desk tells its people",
    "notifier": "told this desk alone",
    "one_time_link": "secrets stay",
    "profile": "made again by the model there",
    "reader_token": "secrets stay",
    "recovery_code": "secrets stay",
    "respect": "is given by those who read there",
    "saved_filter": "belongs to an account, which stays",
    "sign_in": "secrets stay",
    "spent_token": "for minutes",
    "submission": "Idempotency-Keys are for days",
    "suggestion": "came with a key, which stays",
    "vouching_key": "secrets stay",
}
"""The tables that stay, and why."""

LEFT: Mapping[str, Collection[str]] = {
    "site": {"id", "slug"},
    "section": {"id", "site_id"},
    "rules_version": {"id", "site_id"},
    "article": {"id", "site_id"},
    "author": {"id", "site_id", "account_id", "external_id"},
    "sanction": {"id", "author_id"},
    "author_note": {"id", "author_id"},
    "batch": {"id", "key_id"},
    "revision": {"id", "comment_id"},
    "decision": {"id", "comment_id", "key_id"},
    "report": {"id", "comment_id"},
    "comment": {"reply_count", "respect_count"},
    "appeal": {"id", "comment_id"},
}
"""The columns that stay: numbers of this database, and whose row it is where the line says so."""

Reference = Callable[[Any], Any]
"""What a reference to a row of some table means anywhere; or, on the way back, which row that is here."""


@contextmanager
def fitting() -> Iterator[None]:
    """Refuse lines that do not fit the tables.

    Raises:
        Malformed: naming what was wrong, and quoting nothing.
    """
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, IntegrityError, StatementError) as error:
        raise Malformed(f"These lines are of no export of ours ({type(error).__name__}).") from error


def columns_of(table: Rows) -> list[tuple[str, Column[Any]]]:
    """The columns that go along, each by what it is called in an export: a reference without its last "_id"."""
    left = LEFT.get(table.name, ())
    return [
        (column.name.removesuffix("_id") if target_of(column) else column.name, column)
        for column in table.c
        if column.name not in left
    ]


def target_of(column: Column[Any]) -> str:
    """The table that the column refers to by a number; nothing for comments, whose ids are the same everywhere."""
    targets = [str(key.column.table.name) for key in column.foreign_keys]
    return next((name for name in targets if name != "comment"), "")


def written(table: Rows, row: Mapping[Any, Any], references: Mapping[str, Reference]) -> dict[str, Any]:
    """A row as an export says it."""
    return {
        called: _plain(row[column.name], references.get(target_of(column)))
        for called, column in columns_of(table)
    }


def read(table: Rows, said: Mapping[Any, Any], references: Mapping[str, Reference]) -> dict[str, Any]:
    """What an export says, as a row; columns that it does not speak of are left out.

    Raises:
        KeyError, TypeError, ValueError: when that is none.
    """
    return {
        column.name: _value(column, said[called], references.get(target_of(column)))
        for called, column in columns_of(table)
        if called in said
    }


def targets(table: Rows, rows: Iterable[Mapping[Any, Any]], target: str) -> set[Any]:
    """Which rows of the target the rows of a table refer to."""
    names = [column.name for _, column in columns_of(table) if target_of(column) == target]
    return {row[name] for row in rows for name in names if row[name] is not None}


def _plain(value: Any, reference: Reference | None) -> Any:
    if value is not None and reference is not None:
        return reference(value)
    if isinstance(value, datetime):
        return value.isoformat()
    return value


def _value(column: Column[Any], said: Any, reference: Reference | None) -> Any:
    if said is None:
        return None
    if reference is not None:
        return reference(said)
    return datetime.fromisoformat(said) if isinstance(column.type, Utc) else said
