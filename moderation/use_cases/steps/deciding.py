"""Recording decisions, with all that follows from them: every use-case that moves a comment's status does it here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from moderation.domain.comments import Action, Status
from moderation.storage import batches, decisions
from moderation.use_cases.steps.profiling import profile_as_it_grows

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.tables import Batch, Comment, Decision, Revision


def decide(
    session: Session,
    comment: Comment,
    revision: Revision,
    action: Action,
    *,
    grounds: decisions.Grounds,
    now: datetime,
) -> Decision:
    """The new decision; a comment that it publishes may make its article's profile due."""
    decision = decisions.record(session, comment, revision, action, grounds=grounds, now=now)
    profile_as_it_grows(session, comment.article_id, decision)
    return decision


def decide_many(
    session: Session,
    comment_ids: Sequence[str],
    action: Action,
    *,
    asked: Mapping[str, Any],
    grounds: batches.Grounds,
    now: datetime,
) -> Batch:
    """The new batch: the same as deciding on each of these comments, which nobody else may change meanwhile."""
    batch = batches.record(session, comment_ids, action, asked=asked, grounds=grounds, now=now)
    _follow(session, batch)
    return batch


def undo_many(
    session: Session, batch: Batch, standing: Mapping[str, Status], *, grounds: batches.Grounds, now: datetime
) -> Batch:
    """The batch that takes another back on these comments, each to where it was, with the same consequences."""
    undoing = batches.take_back(session, batch, standing, grounds=grounds, now=now)
    _follow(session, undoing)
    return undoing


def _follow(session: Session, batch: Batch) -> None:
    """All that follows from the decisions of a batch; once for each article, not for each comment."""
    decided = batches.decided_in(session, batch)
    published = {article_id: each for each, article_id in decided if each.after is Status.PUBLISHED}
    for article_id, decision in published.items():
        profile_as_it_grows(session, article_id, decision)
