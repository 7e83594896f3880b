"""Statements made ready once and then handed to the driver: on SQLAlchemy's own way there each takes ten times as long.

For what every comment asks. Types are SQLAlchemy's, errors too, and whoever listens for statements hears of these.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Dialect, Insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

Turned = Callable[[Any], Any] | None
"""How a value of one type is turned into the driver's or back; None when it is the same."""


@dataclass
class _Ready:
    """A statement as a database's driver takes it: its text, its values by name, and how rows come back."""

    text: str
    values: Mapping[str, Any]
    turned: Mapping[str, Turned]
    places: Sequence[str] | None
    kinds: Sequence[Any]
    columns: Sequence[Turned] = field(default=())

    def with_values(self, said: Mapping[str, Any]) -> Any:
        """All values as the driver takes them."""
        turned = self.turned
        own = {name: turn(value) if (turn := turned[name]) else value for name, value in said.items()}
        whole = {**self.values, **own}
        return whole if self.places is None else tuple([whole[name] for name in self.places])

    def rows_at(self, cursor: Any, dialect: Dialect) -> list[tuple[Any, ...]]:
        """What the cursor is at, as the statement's types have it; none for a change that gives nothing back."""
        if not self.kinds:
            return []
        if not self.columns:  # some types hang on what the driver calls them
            told = zip(self.kinds, cursor.description, strict=True)
            self.columns = [_out_of(kind, dialect, column[1]) for kind, column in told]
        columns = self.columns
        return [
            tuple([turn(value) if turn else value for turn, value in zip(columns, row, strict=True)])
            for row in cursor.fetchall()
        ]


class Prepared:
    """A question or a change that is asked for again and again; ``make`` makes it for a dialect's name.

    Its values are its ``bindparam``s. Where it inserts or updates, they are also the ``columns`` that are written, each
    of which must be said: no default is filled in here.
    """

    def __init__(self, make: Callable[[str], Any], *columns: str) -> None:
        self._make = make
        self._columns = columns
        self._ready: dict[str, _Ready] = {}

    def ask(self, session: Session, **values: Any) -> list[tuple[Any, ...]]:
        """The rows that it finds or gives back, with all that the session has changed."""
        ready, connection = self._at_hand(session)
        return _told(ready, connection, ready.with_values(values))

    def run(self, session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
        """Make the change once with each of these values."""
        ready, connection = self._at_hand(session)
        _told(ready, connection, [ready.with_values(row) for row in rows], many=True)

    def _at_hand(self, session: Session) -> tuple[_Ready, Connection]:
        session.flush()
        connection = session.connection()
        return self._ready.get(connection.dialect.name) or self._prepared(connection.dialect), connection

    def _prepared(self, dialect: Dialect) -> _Ready:
        statement = self._make(dialect.name)
        if isinstance(statement, Insert) and not statement.exported_columns:
            statement = statement.inline()  # or PostgreSQL gives back numbers that nobody asked for
        compiled = statement.compile(dialect=dialect, column_keys=self._columns or None)
        binds = {name: compiled.binds[name] for name in compiled.params}
        turned = {name: _into(bind.type, dialect) for name, bind in binds.items()}
        known = {name: compiled.params[name] for name, bind in binds.items() if not bind.required}
        self._ready[dialect.name] = _Ready(
            str(compiled),
            {name: turn(value) if (turn := turned[name]) else value for name, value in known.items()},
            turned,
            tuple(compiled.positiontup) if compiled.positional else None,
            [column.type for column in statement.exported_columns],
        )
        return self._ready[dialect.name]


def _into(kind: Any, dialect: Dialect) -> Turned:
    turn: Turned = kind.dialect_impl(dialect).bind_processor(dialect)
    return turn


def _out_of(kind: Any, dialect: Dialect, told: object) -> Turned:
    turn: Turned = kind.dialect_impl(dialect).result_processor(dialect, told)
    return turn


def _told(ready: _Ready, connection: Connection, said: Any, *, many: bool = False) -> list[tuple[Any, ...]]:
    """What the driver answers; what it complains of is told as SQLAlchemy tells it."""
    cursor = connection.connection.cursor()
    try:
        for hear in connection.dispatch.before_cursor_execute:
            hear(connection, cursor, ready.text, said, None, many)
        (cursor.executemany if many else cursor.execute)(ready.text, said)
        return ready.rows_at(cursor, connection.dialect)
    except connection.dialect.loaded_dbapi.Error as error:
        kinds = connection.dialect.loaded_dbapi.Error
        raise DBAPIError.instance(
            ready.text, None, error, kinds, hide_parameters=True, dialect=connection.dialect
        ) from error
    finally:
        cursor.close()
