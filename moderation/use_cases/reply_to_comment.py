"""Reply as a community manager; a held comment is published with the reply that it is given."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_manager
from moderation.domain.comments import MAX_CHARACTERS, Action, Status
from moderation.domain.errors import Malformed
from moderation.storage import accounts, authors, comments, decisions, jobs
from moderation.use_cases.steps.changing import comment_as_seen, refuse_gone
from moderation.use_cases.steps.deciding import decide
from moderation.use_cases.steps.judging import (
    FIRST_RETRY,
    PENDING,
    SCORE,
    case_of,
    record_outcome,
    scored,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.tables import Comment, Revision

REPLIED = "Replied to it"
"""The note of the decision that publishes a comment with a reply."""


def reply_to_comment(parts: Parts, caller: Caller, comment_id: str, version: int, text: str) -> str:
    """The id of the reply, which carries the managers' badge; it is scored like any comment, and published.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
        NotFound: when there is no such comment.
        Malformed: when the text is empty or too long, or the comment was rejected.
        Conflict: when somebody changed the comment since, or its author took it back.
    """
    manager_id = require_manager(caller)
    if not text.strip() or len(text) > MAX_CHARACTERS:
        complaint = f"A reply has 1 to {MAX_CHARACTERS:,} characters."
        raise Malformed(complaint, fields={"text": [complaint]})
    now = parts.now()
    with parts.database.writing() as session:
        parent = comment_as_seen(session, caller, comment_id, version)
        refuse_gone(parent)
        _publish(session, parent, manager_id, now)
        case = case_of(session, _keep(session, parent, manager_id, text, now))
    outcome = scored(parts, case)
    with parts.database.writing() as session:
        record_outcome(session, case, outcome, parts.now())
    return case.comment.id


def _publish(session: Session, comment: Comment, manager_id: int, now: datetime) -> None:
    """Publish what is answered: nobody could see the reply otherwise."""
    if comment.status is Status.REJECTED:
        raise Malformed("This comment was rejected; approve it before you reply.", code="rejected")
    if comment.status is Status.HELD:
        grounds = decisions.Grounds(manager=accounts.account_with(session, manager_id), note=REPLIED)
        revision = comments.latest_revision(session, comment.id)
        decide(session, comment, revision, Action.PUBLISH, grounds=grounds, now=now)
    else:
        comment.version += 1  # so that a second click on the same form finds it changed


def _keep(session: Session, parent: Comment, manager_id: int, text: str, now: datetime) -> Revision:
    manager = accounts.account_with(session, manager_id)
    reply = comments.add_comment(
        session,
        comment_id=comments.new_id(now),
        article=parent.article,
        author=authors.author_of_account(session, parent.article.site, manager, now),
        parent=parent,
        text=text,
        findings=[PENDING.as_row()],
        now=now,
    )
    jobs.add_job(session, SCORE, reply.comment_id, now + FIRST_RETRY)
    return reply
