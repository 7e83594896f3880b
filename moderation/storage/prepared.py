"""Statements made ready once and then handed to the driver: on SQLAlchemy's own way there each takes ten times as long.

For what every comment asks. Types are SQLAlchemy's, errors too, and whoever listens for statements hears of these.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

Turning = Callable[[Any], Any]
"""How a value of one type is turned into the driver's or back."""


@dataclass
class _Ready:
    """A statement as a database's driver takes it: its text, its values by name, and how rows come back."""

    text: str
    values: Mapping[str, Any]
    turned: Sequence[tuple[str, Turning]]
    places: Sequence[str] | None
    kinds: Sequence[Any]
    columns: Sequence[tuple[int, Turning]] | None = None

    def with_values(self, said: Mapping[str, Any]) -> Any:
        """All values as the driver takes them."""
        whole = {**self.values, **said}
        for name, turn in self.turned:
            whole[name] = turn(whole[name])
        return whole if self.places is None else tuple([whole[name] for name in self.places])

    def rows_at(self, cursor: Any, dialect: Dialect) -> list[tuple[Any, ...]]:
        """What the cursor is at, as the statement's types have it; none for a change that gives nothing back."""
        if not self.kinds:
            return []
        if self.columns is None:  # some types hang on what the driver calls them
            told = zip(self.kinds, cursor.description, strict=True)
            turns = [_out_of(kind, dialect, column[1]) for kind, column in told]
            self.columns = [(at, turn) for at, turn in enumerate(turns) if turn]
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return [self._turned(row) for row in rows] if self.columns else rows

    def _turned(self, row: Sequence[Any]) -> tuple[Any, ...]:
        values = list(row)
        for at, turn in self.columns or ():
            values[at] = turn(values[at])
        return tuple(values)


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
        self._ready[dialect.name] = _Ready(
            str(compiled),
            {name: compiled.params[name] for name, bind in binds.items() if not bind.required},
            [(name, turn) for name, bind in binds.items() if (turn := _into(bind.type, dialect))],
            tuple(compiled.positiontup) if compiled.positional else None,
            [column.type for column in statement.exported_columns],
        )
        return self._ready[dialect.name]


def _into(kind: Any, dialect: Dialect) -> Turning | None:
    turn: Turning | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return turn


def _out_of(kind: Any, dialect: Dialect, told: object) -> Turning | None:
    turn: Turning | None = kind.dialect_impl(dialect).result_processor(dialect, told)
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
