"""Recording a decision, with all that follows from it: every use-case that moves a comment's status does it here."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.comments import Action
from moderation.storage import decisions
from moderation.use_cases.steps.profiling import profile_as_it_grows

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.tables import Comment, Decision, Revision


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
