"""What a ban does to earlier comments: many decisions that belong together, made and taken back as one batch."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased, joinedload

from moderation.domain.callers import Area
from moderation.domain.comments import Status
from moderation.storage.areas import within
from moderation.storage.tables import Article, Batch, Comment, Decision, Revision


def add_batch(session: Session, batch: Batch) -> Batch:
    """The new batch with its id, for its decisions to share."""
    session.add(batch)
    session.flush()
    return batch


def theirs_to_change(
    session: Session, author_ids: Collection[int], statuses: Collection[Status], areas: Sequence[Area]
) -> Sequence[tuple[Comment, Revision]]:
    """These authors' comments in these statuses and areas with what they say now, kept from others meanwhile."""
    asked = (
        select(Comment, Revision)
        .join(Article, Article.id == Comment.article_id)
        .join(Revision, (Revision.comment_id == Comment.id) & (Revision.number == Comment.revision_number))
        .where(Comment.author_id.in_(author_ids), Comment.status.in_(statuses), within(areas))
        .order_by(Comment.id)
        .with_for_update(of=Comment)
    )
    return [(comment, revision) for comment, revision in session.execute(asked)]


def decided_in(session: Session, batch_id: int) -> Sequence[tuple[Decision, Comment, Revision]]:
    """A batch's decisions, each with its comment (kept from others meanwhile) and what that says now."""
    asked = (
        select(Decision, Comment, Revision)
        .join(Comment, Comment.id == Decision.comment_id)
        .join(Revision, (Revision.comment_id == Comment.id) & (Revision.number == Comment.revision_number))
        .where(Decision.batch_id == batch_id)
        .order_by(Comment.id)
        .with_for_update(of=Comment)
    )
    return [(decision, comment, revision) for decision, comment, revision in session.execute(asked)]


def lies_outside(session: Session, batch_id: int, areas: Sequence[Area]) -> bool:
    """Whether any comment of the batch lies outside these areas."""
    if not areas:
        return False
    asked = (
        select(Comment.id)
        .join(Decision, Decision.comment_id == Comment.id)
        .join(Article, Article.id == Comment.article_id)
        .where(Decision.batch_id == batch_id, ~within(areas))
    )
    return session.scalar(asked.limit(1)) is not None


def decided_since(session: Session, batch_id: int) -> Decision | None:
    """The first decision on any comment of a batch that came after the batch, with who made it."""
    ours = aliased(Decision)
    asked = (
        select(Decision)
        .join(ours, (ours.comment_id == Decision.comment_id) & (Decision.id > ours.id))
        .where(ours.batch_id == batch_id)
        .order_by(Decision.id)
        .limit(1)
    )
    return session.scalar(asked.options(joinedload(Decision.manager)))
