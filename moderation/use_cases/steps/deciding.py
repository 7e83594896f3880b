"""Recording a decision, with all that follows from it: every use-case that moves a comment's status does it here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from moderation.domain.comments import BY_AUTHOR, Action, Status
from moderation.domain.errors import Malformed
from moderation.storage import batches, decisions
from moderation.use_cases.steps.announcing import announce_decisions
from moderation.use_cases.steps.answering import tell_of_replies
from moderation.use_cases.steps.noticing import notify_decisions
from moderation.use_cases.steps.profiling import profile_as_it_grows
from moderation.use_cases.steps.settling import settle

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
    """The new decision; a comment that it publishes may make its article's profile due.

    Raises:
        Malformed: when the comment would show again, and its text is no longer kept.
    """
    decision = decisions.record(session, comment, revision, action, grounds=grounds, now=now)
    profile_as_it_grows(session, comment.article_id, decision)
    follow_up(session, [(comment, decision)], now)
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
    """The new batch: the same as deciding on each of these comments, which nobody else may change meanwhile.

    Raises:
        Malformed: when one of them would show again, and its text is no longer kept.
    """
    batch = batches.record(session, comment_ids, action, asked=asked, grounds=grounds, now=now)
    _follow(session, batch, now)
    return batch


def undo_many(
    session: Session, batch: Batch, standing: Mapping[str, Status], *, grounds: batches.Grounds, now: datetime
) -> Batch:
    """The batch that takes another back on these comments, each to where it was, with the same consequences.

    Raises:
        Malformed: when one of them would show again, and its text is no longer kept.
    """
    undoing = batches.take_back(session, batch, standing, grounds=grounds, now=now)
    _follow(session, undoing, now)
    return undoing


def _follow(session: Session, batch: Batch, now: datetime) -> None:
    """All that follows from the decisions of a batch; profiles once for each article, not for each comment."""
    made = batches.decided_in(session, batch)
    published = {
        comment.article_id: each
        for comment, each in made
        if each.before is not Status.PUBLISHED is each.after
    }
    for article_id, decision in published.items():
        profile_as_it_grows(session, article_id, decision)
    follow_up(session, made, now)


def follow_up(session: Session, made: Sequence[tuple[Comment, Decision]], now: datetime) -> None:
    """Do what decisions entail: who is answered is told. Of managers' and authors' decisions more follows: open reports
    and appeals are settled (or opened again by an undo), and who asked or wrote is told. For many at once, call it once
    with all.

    Raises:
        Malformed: when one of the comments would show again, and its text is no longer kept.
    """
    announce_decisions(session, made, now)
    tell_of_replies(session, made, now)
    by_people = [
        (comment, each) for comment, each in made if each.manager_id is not None or each.action in BY_AUTHOR
    ]
    if not by_people:
        return
    back = [each for _, each in by_people if each.before is Status.REJECTED is not each.after]
    if back and decisions.without_text(session, back):
        raise Malformed("Its text is no longer kept, so it cannot be shown again.", code="text_removed")
    notify_decisions(session, settle(session, by_people, now), now)
