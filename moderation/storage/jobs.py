"""Jobs: kept in the transaction that causes them, leased by whoever does them, retried until they are done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from moderation.storage.prepared import Prepared
from moderation.storage.tables import Job
from moderation.storage.upsert import insert, insert_into


def add_job(session: Session, kind: str, subject: str, run_at: datetime) -> None:
    """Have this done at that time; once, however often it is asked for."""
    row = {"kind": kind, "subject": subject, "run_at": run_at, "attempts": 0}
    _ADDING.ask(session, **row)


def _adding(dialect: str) -> Any:
    """Adds a job or moves it."""
    row = insert_into(dialect, Job.__table__)
    return row.on_conflict_do_update(index_elements=["kind", "subject"], set_={"run_at": row.excluded.run_at})


_ADDING = Prepared(_adding, "kind", "subject", "run_at", "attempts")


def add_job_once(session: Session, kind: str, subject: str, run_at: datetime) -> None:
    """Have this done at that time, unless it is to be done anyway: then it stays as it is."""
    session.execute(
        insert(session, Job)
        .values(kind=kind, subject=subject, run_at=run_at, attempts=0)
        .on_conflict_do_nothing(index_elements=["kind", "subject"])
    )


def add_jobs(session: Session, kind: str, subjects: Sequence[str], run_at: datetime) -> None:
    """Have this done for all of them, each once, however often it is asked for."""
    if subjects:
        session.execute(
            insert(session, Job).on_conflict_do_update(
                index_elements=["kind", "subject"], set_={"run_at": run_at}
            ),
            [{"kind": kind, "subject": each, "run_at": run_at, "attempts": 0} for each in subjects],
        )


def lease(session: Session, kind: str, now: datetime, until: datetime, limit: int) -> Sequence[Job]:
    """Up to ``limit`` due jobs of a kind, nobody else's before ``until``; each counts one attempt more."""
    due = select(Job).where(Job.kind == kind, Job.run_at <= now).order_by(Job.run_at).limit(limit)
    jobs = session.scalars(due.with_for_update(skip_locked=True)).all()
    for job in jobs:
        job.run_at = until
        job.attempts += 1
    return jobs


_FINISHED = Prepared(
    lambda _: delete(Job).where(Job.kind == bindparam("its_kind"), Job.subject == bindparam("its_subject"))
)


def finish(session: Session, kind: str, subject: str) -> None:
    """The job is done; forget it."""
    _FINISHED.ask(session, its_kind=kind, its_subject=subject)


def postpone(session: Session, kind: str, subject: str, run_at: datetime, error: str) -> None:
    """The job could not be done; try again at that time."""
    session.execute(
        update(Job)
        .where(Job.kind == kind, Job.subject == subject)
        .values(run_at=run_at, last_error=error[:500])
    )


def hasten(session: Session, kind: str, now: datetime) -> None:
    """Make every job of this kind that already failed once due now."""
    session.execute(update(Job).where(Job.kind == kind, Job.last_error.is_not(None)).values(run_at=now))


def is_waiting(session: Session, kind: str, subject: str) -> bool:
    """Whether this is still to be done."""
    asked = select(Job.id).where(Job.kind == kind, Job.subject == subject)
    return session.scalar(asked) is not None


def waiting(session: Session) -> int:
    """How many jobs there are."""
    return session.scalar(select(func.count()).select_from(Job)) or 0


def waiting_of(session: Session, kind: str) -> int:
    """How many jobs of this kind there are."""
    return session.scalar(select(func.count()).where(Job.kind == kind)) or 0


def overdue(session: Session, kinds: Collection[str], since: datetime) -> int:
    """How many jobs of these kinds should have been done before then, and nobody took them."""
    return session.scalar(select(func.count()).where(Job.kind.in_(kinds), Job.run_at < since)) or 0
