"""What a ban does to earlier comments: which of them it is about, and what was decided on those since."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased, joinedload

from moderation.domain.callers import Area
from moderation.domain.comments import Status
from moderation.storage.areas import within
from moderation.storage.tables import Article, Comment, Decision
from moderation.storage.threads import hold_from_the_top


def theirs_to_change(
    session: Session, author_ids: Collection[int], statuses: Collection[Status], areas: Sequence[Area]
) -> Sequence[str]:
    """The ids of these authors' comments in these statuses and areas, kept from others meanwhile."""
    asked = (
        select(Comment.id)
        .join(Article, Article.id == Comment.article_id)
        .where(Comment.author_id.in_(author_ids), Comment.status.in_(statuses), within(areas))
        .order_by(Comment.id)
    )
    hold_from_the_top(session, session.scalars(asked).all())
    return session.scalars(asked.with_for_update(of=Comment)).all()


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
