"""What SQLite and PostgreSQL say differently: days, seconds, and what JSON holds."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Float, TableValuedAlias, cast, func, text
from sqlalchemy.orm import InstrumentedAttribute, Session


def _is_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def hurry(session: Session) -> None:
    """Have PostgreSQL answer at once: compiling such a query takes it longer than answering does."""
    if _is_postgresql(session):
        session.execute(text("SET LOCAL jit = off"))


def by_nobody(session: Session, manager_id: InstrumentedAttribute[int | None]) -> ColumnElement[bool]:
    """That no manager made the decision; said so that SQLite does not choose the index of managers for it."""
    return manager_id.is_(None) if _is_postgresql(session) else func.coalesce(manager_id, 0) == 0


def day_of(session: Session, moment: InstrumentedAttribute[Any]) -> ColumnElement[str]:
    """The day of a moment in UTC, "2026-11-28"."""
    if _is_postgresql(session):
        return func.to_char(func.timezone("UTC", moment), "YYYY-MM-DD")
    return func.date(moment)


def seconds_between(session: Session, since: Any, until: Any) -> ColumnElement[float]:
    """How many seconds lie between two moments."""
    if _is_postgresql(session):
        return cast(func.extract("epoch", until) - func.extract("epoch", since), Float)
    return cast((func.julianday(until) - func.julianday(since)) * 86400.0, Float)


def each_finding(
    session: Session, findings: ColumnElement[Any] | InstrumentedAttribute[Any]
) -> TableValuedAlias:
    """The findings in a list of them, each as ``value``."""
    each = func.json_array_elements if _is_postgresql(session) else func.json_each
    return each(findings).table_valued("value", name="finding")


def said(session: Session, finding: TableValuedAlias, name: str) -> ColumnElement[Any]:
    """What a finding says by this name, as text."""
    if _is_postgresql(session):
        return finding.c.value.op("->>")(name)
    return func.json_extract(finding.c.value, f"$.{name}")
