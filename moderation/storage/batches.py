"""Batches: many decisions made as one, set by set and never row by row, and taken back the same way."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, exists, func, insert, literal, select, update
from sqlalchemy.orm import Session, aliased, joinedload

from moderation.domain.batches import Scored, step_of
from moderation.domain.callers import Area
from moderation.domain.comments import GONE, OUTCOME, Action, Status
from moderation.domain.errors import NotFound
from moderation.domain.queues import Asked
from moderation.storage.areas import within
from moderation.storage.comments import says_now
from moderation.storage.database import KEY
from moderation.storage.queue import belonging
from moderation.storage.queue_orders import score_of
from moderation.storage.tables import Article, Batch, Comment, Decision, Revision
from moderation.storage.threads import hold_from_the_top

COPIED = ("comment_id", "revision_id", "before", "after", "model", "findings", "undoes_id")
"""What each decision of a batch says of its own comment; the rest is the same for all."""


@dataclass(frozen=True)
class Grounds:
    """On what a batch rests: who made it, and the reason and the note that all of its decisions carry."""

    manager_id: int
    reason: str | None = None
    note: str | None = None
    rules: Mapping[str, Any] = field(default_factory=dict)


def scored(
    session: Session, areas: Sequence[Area], asked: Asked, attribute: str, now: datetime
) -> list[Scored]:
    """The comments of the queue that have a score for the attribute, in no order."""
    found = belonging(select(Comment.id, Comment.version, score_of(attribute)), areas, asked, now)
    return [
        Scored(comment, version, step_of(score))
        for comment, version, score in session.execute(found)
        if score >= 0
    ]


def versions_of(session: Session, areas: Sequence[Area], comment_ids: Collection[str]) -> dict[str, int]:
    """The versions of those of these comments that lie in the areas, which nobody else changes meanwhile; without
    those that their authors took back.
    """
    hold_from_the_top(session, comment_ids)
    there = Comment.id.in_(comment_ids), Comment.status.not_in(GONE)
    asked = select(Comment.id, Comment.version).where(*there).order_by(Comment.id)
    if areas:
        asked = asked.where(Comment.article_id.in_(select(Article.id).where(within(areas))))
    return {comment_id: version for comment_id, version in session.execute(asked.with_for_update())}


def record(
    session: Session,
    comment_ids: Sequence[str],
    action: Action,
    *,
    asked: Mapping[str, Any],
    grounds: Grounds,
    now: datetime,
) -> Batch:
    """The new batch, with a decision on each of these comments; each is moved, and its version grown by one."""
    batch = _add(session, action, grounds, now, asked=dict(asked), size=len(comment_ids))
    about = (
        select(
            Comment.id,
            Revision.id,
            Comment.status,
            _plain(OUTCOME[action]),
            Revision.model,
            Revision.findings,
            literal(None, Integer),
        )
        .join(Revision, says_now())
        .where(Comment.id.in_(comment_ids))
    )
    _decide(session, batch, about, grounds)
    _move(session, comment_ids, OUTCOME[action])
    return batch


def take_back(
    session: Session, batch: Batch, standing: Mapping[str, Status], *, grounds: Grounds, now: datetime
) -> Batch:
    """The batch that undoes another on these comments, each of which goes back to where it was before."""
    undoing = _add(session, Action.UNDO, grounds, now, asked={}, size=len(standing), undoes_id=batch.id)
    about = (
        select(
            Comment.id,
            Revision.id,
            Comment.status,
            Decision.before,
            Revision.model,
            Revision.findings,
            Decision.id,
        )
        .join(Comment, Comment.id == Decision.comment_id)
        .join(Revision, says_now())
        .where(Decision.batch_id == batch.id, Decision.comment_id.in_(standing))
    )
    _decide(session, undoing, about, grounds)
    for status in set(standing.values()):
        _move(session, [each for each, before in standing.items() if before is status], status)
    return undoing


def batch_with(session: Session, batch_id: int) -> Batch:
    """The batch, with who made it.

    Raises:
        NotFound: when there is none.
    """
    batch = session.scalar(select(Batch).where(Batch.id == batch_id).options(joinedload(Batch.manager)))
    if batch is None:
        raise NotFound("There is no such batch.", code="unknown_batch")
    return batch


def standing(session: Session, batch_id: int, areas: Sequence[Area] = ()) -> dict[str, Status]:
    """The comments of a batch, in these areas, on which nothing was decided since: where each was before, by id."""
    later = aliased(Decision)
    asked = select(Decision.comment_id, Decision.before).where(
        Decision.batch_id == batch_id,
        ~exists().where(later.comment_id == Decision.comment_id, later.id > Decision.id),
    )
    if areas:
        asked = asked.join(Comment, Comment.id == Decision.comment_id).where(
            Comment.article_id.in_(select(Article.id).where(within(areas)))
        )
    return {comment_id: before for comment_id, before in session.execute(asked)}


def decided_in(session: Session, batch: Batch) -> Sequence[tuple[Comment, Decision]]:
    """Every decision of a batch with its comment as it is now, and that one's article and author."""
    asked = (
        select(Comment, Decision)
        .join(Decision, Decision.comment_id == Comment.id)
        .where(Decision.batch_id == batch.id)
        .order_by(Decision.id)
        .options(joinedload(Comment.article), joinedload(Comment.author))
        .execution_options(populate_existing=True)
    )
    return [(comment, decision) for comment, decision in session.execute(asked)]


def latest_batches(session: Session, limit: int) -> Sequence[Batch]:
    """The batches that were made last, latest first, with who made them; without undos and what a ban rejected."""
    by_a_ban = Batch.asked["sanction"].as_integer().is_not(None)
    asked = select(Batch).where(Batch.undoes_id.is_(None), ~by_a_ban).order_by(Batch.id.desc()).limit(limit)
    return session.scalars(asked.options(joinedload(Batch.manager))).all()


def sizes_within(session: Session, areas: Sequence[Area], found: Sequence[Batch]) -> dict[int, int]:
    """How many comments of each of these batches lie in the areas, by its number; those with none are left out."""
    if not areas:
        return {batch.id: batch.size for batch in found}
    asked = (
        select(Decision.batch_id, func.count())
        .join(Comment, Comment.id == Decision.comment_id)
        .join(Article, Article.id == Comment.article_id)
        .where(Decision.batch_id.in_([batch.id for batch in found]), within(areas))
        .group_by(Decision.batch_id)
    )
    return {number: size for number, size in session.execute(asked) if number is not None}


def one_of(session: Session, batch: Batch) -> Decision | None:
    """One decision of the batch, which tells the reason of them all."""
    return session.scalar(select(Decision).where(Decision.batch_id == batch.id).limit(1))


def undone_among(session: Session, batch_ids: Sequence[int]) -> set[int]:
    """Which of these batches were taken back."""
    asked = select(Batch.undoes_id).where(Batch.undoes_id.in_(batch_ids))
    return {number for number in session.scalars(asked) if number is not None}


def _add(session: Session, action: Action, grounds: Grounds, now: datetime, **said: Any) -> Batch:
    batch = Batch(
        manager_id=grounds.manager_id,
        action=action,
        reason=grounds.reason,
        note=grounds.note,
        key_id=session.info.get(KEY),
        made_at=now,
        **said,
    )
    session.add(batch)
    session.flush()
    return batch


def _decide(session: Session, batch: Batch, about: Select[Any], grounds: Grounds) -> None:
    """Add one decision for each row of ``about``, whose columns are COPIED."""
    same = {
        "manager_id": batch.manager_id,
        "action": batch.action,
        "reason": batch.reason,
        "note": batch.note,
        "rules": dict(grounds.rules),
        "batch_id": batch.id,
        "key_id": batch.key_id,
        "decided_at": batch.made_at,
    }
    columns = [literal(value, Decision.__table__.c[name].type).label(name) for name, value in same.items()]
    session.execute(
        insert(Decision).from_select([*COPIED, *same], about.add_columns(*columns)),
        execution_options={"synchronize_session": False},
    )


def _move(session: Session, comment_ids: Sequence[str], status: Status) -> None:
    moved = update(Comment).where(Comment.id.in_(comment_ids))
    session.execute(
        moved.values(status=status, version=Comment.version + 1),
        execution_options={"synchronize_session": False},
    )


def _plain(status: Status) -> ColumnElement[Status]:
    return literal(status, Decision.__table__.c.after.type)
