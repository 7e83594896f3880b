"""Edit a comment, as its author: each edit is a new revision, judged like a comment that has just come in."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.domain.comments import Action, Status, check_text
from moderation.domain.errors import Closed, Conflict
from moderation.domain.owning import Own
from moderation.domain.sanctions import refuse
from moderation.storage import comments, decisions, jobs
from moderation.use_cases.steps.allowing import allow_writing
from moderation.use_cases.steps.deciding import decide
from moderation.use_cases.steps.judging import FIRST_RETRY, PENDING, SCORE, case_of, record_outcome, scored
from moderation.use_cases.steps.owning import check_speaker, own_comment
from moderation.use_cases.steps.repeating import remember
from moderation.use_cases.steps.ruling import edit_until, takes_comments
from moderation.use_cases.steps.sanctioning import sanction_on
from moderation.use_cases.steps.submitted import Submitted, submitted

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.tables import Comment, Revision


def edit_comment(parts: Parts, caller: Caller, own: Own, text: str) -> Submitted:
    """What became of the comment; it is held from the moment of the edit until it is judged anew.

    Raises:
        NotSignedIn, NotAllowed, Malformed, Closed, TooMany: and nothing changes.
        NotFound: when there is no such comment of theirs.
        Conflict: when it may not be edited (any more), or somebody changed it since it was seen.
    """
    check_speaker(caller, own)
    check_text(text)
    now = parts.now()
    with parts.database.writing() as session:
        comment = own_comment(session, caller, own)
        _check_editable(session, comment, now)
        says = comments.latest_revision(session, comment.id)
        if says.text == text:
            return submitted(comment, says)
        allow_writing(session, parts, caller, "change", now)
        case = case_of(session, _keep(session, comment, text, now))
    outcome = scored(parts, case)
    with parts.database.writing() as session:
        judged = record_outcome(session, case, outcome, parts.now())
        return submitted(judged.comment, judged.revision)


def _check_editable(session: Session, comment: Comment, now: datetime) -> None:
    if comment.status not in {Status.PUBLISHED, Status.HELD}:
        raise Conflict(f"This comment is {comment.status.value}: it cannot be edited.", code="not_editable")
    until = edit_until(session, comment)
    if until is None:
        raise Conflict("Comments cannot be edited here.", code="not_editable")
    if now > until:
        minutes = (until - comment.created_at).total_seconds() / 60
        raise Conflict(f"A comment can be edited for {minutes:.0f} minutes.", code="too_late")
    if not takes_comments(session, comment.article, now):
        raise Closed("Comments are closed under this article.")
    refuse(sanction_on(session, comment.author, now))


def _keep(session: Session, comment: Comment, text: str, now: datetime) -> Revision:
    """What the comment says now, held and durable with this transaction, as is the job to finish it after a crash."""
    revision = comments.revise(session, comment, text, [PENDING.as_row()], now)
    decide(session, comment, revision, Action.EDIT, grounds=decisions.Grounds(), now=now)
    remember(session, revision, now)
    jobs.add_job(session, SCORE, comment.id, now + FIRST_RETRY)
    return revision
