"""Reports: what readers say of published comments, how right each of them was so far, and what is still open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.orm import Session, joinedload

from moderation.storage.desk_tables import Notifier, Report
from moderation.storage.prepared import Prepared


def report_by(session: Session, comment_id: str, author_id: int) -> Report | None:
    """The report that this author made of the comment, if they did."""
    return session.scalar(
        select(Report).where(Report.comment_id == comment_id, Report.author_id == author_id)
    )


def nameless_report(session: Session, comment_id: str, note: str | None) -> Report | None:
    """The open notice without a name that says the same of the comment, if there is one."""
    asked = select(Report).where(
        Report.comment_id == comment_id,
        Report.author_id.is_(None),
        Report.note == note,
        Report.settled_at.is_(None),
    )
    return session.scalars(asked.limit(1)).first()


def add_report(session: Session, report: Report) -> Report:
    """The report, kept."""
    session.add(report)
    session.flush()
    return report


def record_of_reporter(session: Session, author_id: int) -> tuple[int, int]:
    """How many of the author's reports that a manager settled were upheld, and how many are settled."""
    counted = session.execute(
        select(func.count().filter(Report.upheld.is_(True)), func.count()).where(
            Report.author_id == author_id, Report.upheld.is_not(None)
        )
    ).one()
    return counted[0], counted[1]


def open_reports(session: Session, comment_ids: Sequence[str]) -> dict[str, list[Report]]:
    """The open reports of these comments with who made them, oldest first, by comment id."""
    asked = (
        select(Report)
        .where(Report.settled_at.is_(None), Report.comment_id.in_(comment_ids))
        .order_by(Report.id)
        .options(joinedload(Report.author), joinedload(Report.notifier))
    )
    found: dict[str, list[Report]] = {}
    for report in session.scalars(asked):
        found.setdefault(report.comment_id, []).append(report)
    return found


_OPEN_WEIGHT = Prepared(
    lambda _: select(func.count(), func.coalesce(func.sum(Report.weight), 0.0)).where(
        Report.comment_id == bindparam("comment"), Report.settled_at.is_(None)
    )
)


def open_weight(session: Session, comment_id: str) -> tuple[int, float]:
    """How many reports of the comment are open, and what they weigh together."""
    [(count, weight)] = _OPEN_WEIGHT.ask(session, comment=comment_id)
    return count, float(weight)


def reports_with(session: Session, report_ids: Sequence[int]) -> Sequence[Report]:
    """These reports."""
    return session.scalars(select(Report).where(Report.id.in_(report_ids))).all()


def made_before(session: Session, comment_id: str, moment: datetime) -> Sequence[Report]:
    """The reports of the comment that there were by then."""
    asked = select(Report).where(Report.comment_id == comment_id, Report.made_at <= moment)
    return session.scalars(asked.order_by(Report.id)).all()


def settled_by_nobody(session: Session, comment_id: str) -> Sequence[Report]:
    """The reports about the comment that were settled because its author took it back."""
    asked = select(Report).where(
        Report.comment_id == comment_id, Report.settled_at.is_not(None), Report.upheld.is_(None)
    )
    return session.scalars(asked).all()


def drop_notifiers(session: Session, before: datetime) -> None:
    """Forget who sent the notices that were settled before then."""
    settled = select(Report.id).where(Report.settled_at < before)
    session.execute(delete(Notifier).where(Notifier.report_id.in_(settled)))
