"""Single rows kept, changed and read by prepared statements: the unit of work takes ten times as long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Table as Columns
from sqlalchemy import bindparam, insert, inspect, update
from sqlalchemy.orm import Mapper, Session, class_mapper
from sqlalchemy.orm.attributes import instance_state, set_committed_value

from moderation.storage.prepared import Prepared
from moderation.storage.table import Table

Row = TypeVar("Row", bound=Table)


def keep_row(session: Session, kind: type[Row], said: Mapping[str, Any], **related: Table | None) -> Row:
    """A new row, kept, that is as if it had been read: all its columns but its number, and rows that it names."""
    (made,) = _adding(kind, tuple(said)).ask(session, **said)
    return _as_read(session, kind, {**said, **dict(zip(_named_by(kind), made, strict=True)), **related})


def change_row(session: Session, row: Table, **said: Any) -> None:
    """Have a kept row say this from now on; nothing is written where it says so already."""
    new = {name: value for name, value in said.items() if getattr(row, name) != value}
    if not new:
        return
    its = {f"its_{name}": getattr(row, name) for name in _named_by(type(row))}
    _changing(type(row), tuple(new)).ask(session, **its, **new)
    for name, value in new.items():
        set_committed_value(row, name, value)


def row_of(session: Session, kind: type[Row], values: Sequence[Any]) -> Row:
    """The row that a question for all columns found, as the session knows it if it does already."""
    said = dict(zip(_columns(kind), values, strict=True))
    known = session.identity_map.get(_identity(kind, said))
    return known if isinstance(known, kind) else _as_read(session, kind, said)


def _as_read(session: Session, kind: type[Row], said: Mapping[str, Any]) -> Row:
    """The row, made and attached as the ORM does with what it reads; to add it takes ten times as long."""
    row: Row = _mapper(kind).class_manager.new_instance()
    vars(row).update(said)
    state = instance_state(row)
    state.key = _identity(kind, said)
    state.session_id = session.hash_key
    session.identity_map.add(state)
    return row


def _identity(kind: type[Row], said: Mapping[str, Any]) -> Any:
    return _mapper(kind).identity_key_from_primary_key(tuple([said[name] for name in _named_by(kind)]))


@cache
def _mapper(kind: type[Table]) -> Mapper[Any]:
    return class_mapper(kind)  # made whole, unlike inspect's: a new process may ask this first


@cache
def _columns(kind: type[Table]) -> dict[str, None]:
    return {column.name: None for column in kind.__table__.columns}


@cache
def _named_by(kind: type[Table]) -> tuple[str, ...]:
    """The columns of the primary key."""
    return tuple(column.name for column in inspect(kind).primary_key)


@cache
def _adding(kind: type[Table], columns: tuple[str, ...]) -> Prepared:
    return Prepared(lambda _: insert(kind).returning(*inspect(kind).primary_key), *columns)


@cache
def _changing(kind: type[Table], columns: tuple[str, ...]) -> Prepared:
    table = inspect(kind).local_table
    assert isinstance(table, Columns)
    its = [table.c[name] == bindparam(f"its_{name}") for name in _named_by(kind)]
    return Prepared(lambda _: update(table).where(*its), *columns)
