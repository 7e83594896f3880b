"""The record of what was done at the desk other than deciding: only ever added to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, literal, or_, select
from sqlalchemy.orm import Session, joinedload

from moderation.domain.acts import Deed
from moderation.domain.errors import NotFound
from moderation.storage.database import KEY
from moderation.storage.desk_tables import Act, Sanction
from moderation.storage.tables import Comment


@dataclass(frozen=True)
class Change:
    """How what was acted on stood before, and how it stands after, as plain JSON values; and a note on why."""

    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    note: str | None = None


def add_act(
    session: Session,
    deed: Deed,
    subject: str,
    change: Change,
    *,
    manager_id: int | None,
    now: datetime,
    site_id: int | None = None,
    undoes: Act | None = None,
) -> Act:
    """The new act; ``subject`` as ``domain.acts.subject_of`` names it, no manager when the command line did it."""
    act = Act(
        deed=deed,
        subject=subject,
        site_id=site_id,
        manager_id=manager_id,
        before=change.before,
        after=change.after,
        note=change.note,
        undoes_id=undoes.id if undoes else None,
        key_id=session.info.get(KEY),
        acted_at=now,
    )
    session.add(act)
    session.flush()
    return act


def act_with(session: Session, act_id: int) -> Act:
    """The act with this id, with who did it.

    Raises:
        NotFound: when there is none.
    """
    act = session.scalar(select(Act).where(Act.id == act_id).options(joinedload(Act.manager)))
    if act is None:
        raise NotFound("There is no such act.", code="unknown_act")
    return act


def acts_on(session: Session, subject: str) -> Sequence[Act]:
    """All that was done to a subject, latest first, with who did it."""
    asked = select(Act).where(Act.subject == subject).order_by(Act.id.desc())
    return session.scalars(asked.options(joinedload(Act.manager))).all()


def acts_on_any(session: Session, subjects: Sequence[str]) -> Sequence[Act]:
    """All that was done to these subjects, in no order."""
    return session.scalars(select(Act).where(Act.subject.in_(subjects))).all() if subjects else []


def notes_of(session: Session, found: Sequence[Act]) -> dict[int, str]:
    """Why each of these acts was done, by its number, where somebody said so.

    What an author reads of a sanction stands with the sanction alone, so that an erasure can take it away.
    """
    made = {
        act.id: int(act.after.get("sanction", 0))
        for act in found
        if act.deed is Deed.SANCTION and act.undoes_id is None
    }
    asked = select(Sanction.id, Sanction.reason).where(Sanction.id.in_(made.values()))
    reasons = {number: reason for number, reason in session.execute(asked)} if made else {}
    said = {act.id: reasons.get(made.get(act.id, 0), "") or act.note or "" for act in found}
    return {number: note for number, note in said.items() if note}


def latest_on(session: Session, subject: str) -> Act | None:
    """The last thing that was done to a subject, with who did it."""
    asked = select(Act).where(Act.subject == subject).order_by(Act.id.desc()).limit(1)
    return session.scalar(asked.options(joinedload(Act.manager)))


def acts_around(
    session: Session, subject: str, comments: ColumnElement[bool], areas: ColumnElement[bool], limit: int
) -> Sequence[Act]:
    """The last things that were done to a subject or to these of its comments, latest first, with who did them."""
    on_comments = (
        select(Act.id)
        .join(Comment, Act.subject == literal("comment ") + Comment.id)
        .join(Comment.article)
        .where(comments, areas)
    )
    asked = select(Act).where(or_(Act.subject == subject, Act.id.in_(on_comments)))
    return session.scalars(asked.order_by(Act.id.desc()).limit(limit).options(joinedload(Act.manager))).all()


def acts_of(session: Session, deeds: Sequence[Deed], subjects: Sequence[str]) -> Sequence[Act]:
    """All acts of these kinds on these subjects, in the order they were done."""
    if not subjects:
        return []
    asked = select(Act).where(Act.subject.in_(subjects), Act.deed.in_(deeds))
    return session.scalars(asked.order_by(Act.id)).all()
