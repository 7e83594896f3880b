"""Put a withdrawn comment back, as its author: it is judged anew, like one that has just come in."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.domain.comments import Action, Status
from moderation.domain.errors import Conflict
from moderation.domain.owning import Own
from moderation.storage import comments, decisions, jobs
from moderation.use_cases.steps.allowing import allow_writing
from moderation.use_cases.steps.deciding import decide
from moderation.use_cases.steps.judging import FIRST_RETRY, PENDING, SCORE, case_of, record_outcome, scored
from moderation.use_cases.steps.owning import check_speaker, own_comment
from moderation.use_cases.steps.submitted import Submitted, submitted

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.tables import Comment, Revision


def put_back_comment(parts: Parts, caller: Caller, own: Own) -> Submitted:
    """What became of the comment; what was asked about it before is asked again.

    Raises:
        NotSignedIn, NotAllowed, Malformed, TooMany: and nothing changes.
        NotFound: when there is no such comment of theirs.
        Conflict: when it is not withdrawn, or somebody changed it since.
    """
    check_speaker(caller, own)
    now = parts.now()
    with parts.database.writing() as session:
        comment = own_comment(session, caller, own)
        if comment.status is not Status.WITHDRAWN:
            raise Conflict(f"This comment is {comment.status.value}, not withdrawn.", code="not_withdrawn")
        allow_writing(session, parts, caller, "change", now)
        case = case_of(session, _hold(session, comment, now))
    outcome = scored(parts, case)
    with parts.database.writing() as session:
        judged = record_outcome(session, case, outcome, parts.now())
        return submitted(judged.comment, judged.revision)


def _hold(session: Session, comment: Comment, now: datetime) -> Revision:
    """What the comment says, held, with the job to finish it after a crash."""
    revision = comments.latest_revision(session, comment.id)
    grounds = decisions.Grounds(undoes=decisions.latest(session, comment.id))
    decide(session, comment, revision, Action.PUT_BACK, grounds=grounds, now=now)
    revision.findings = [PENDING.as_row()]
    jobs.add_job(session, SCORE, comment.id, now + FIRST_RETRY)
    return revision
