"""What SQLite and PostgreSQL say differently: days, seconds, and what JSON holds."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Date, Float, Select, Subquery, cast, func, text, true
from sqlalchemy.orm import InstrumentedAttribute, Session

_Json = ColumnElement[Any] | InstrumentedAttribute[Any]


def _is_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def hurry(session: Session) -> None:
    """Have PostgreSQL answer at once: compiling such a query takes it longer than answering does."""
    if _is_postgresql(session):
        session.execute(text("SET LOCAL jit = off"))


def by_nobody(session: Session, manager_id: InstrumentedAttribute[int | None]) -> ColumnElement[bool]:
    """That no manager made the decision; said so that SQLite does not choose the index of managers for it."""
    return manager_id.is_(None) if _is_postgresql(session) else func.coalesce(manager_id, 0) == 0


def day_of(session: Session, moment: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """The day of a moment in UTC: what ``str`` makes "2026-11-28" of."""
    if _is_postgresql(session):
        return cast(func.timezone("UTC", moment), Date)
    return func.date(moment)


def seconds_between(session: Session, since: Any, until: Any) -> ColumnElement[float]:
    """How many seconds lie between two moments."""
    if _is_postgresql(session):
        return cast(func.extract("epoch", until) - func.extract("epoch", since), Float)
    return cast((func.julianday(until) - func.julianday(since)) * 86400.0, Float)


def each_finding(session: Session, asked: Select[*tuple[Any, ...]], findings: _Json) -> Subquery:
    """What is asked for, once for each finding in a list of them, which stands beside it as ``finding``."""
    if _is_postgresql(session):  # quicker than a join with the list, which it opens anew for every row
        return asked.add_columns(func.json_array_elements(findings).label("finding")).subquery()
    each = func.json_each(findings).table_valued("value")
    return asked.add_columns(each.c.value.label("finding")).join(each, true()).subquery()


def said(session: Session, finding: ColumnElement[Any], name: str) -> ColumnElement[Any]:
    """What a finding says by this name, as text."""
    if _is_postgresql(session):
        return finding.op("->>")(name)
    return func.json_extract(finding, f"$.{name}")
