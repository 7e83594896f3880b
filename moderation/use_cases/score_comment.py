"""Score a comment that has no scores yet: after a crash, or when the scorer is back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.comments import BY_AUTHOR
from moderation.domain.errors import NotFound
from moderation.domain.policy import Unscored
from moderation.storage import comments, decisions, jobs
from moderation.use_cases.steps.judging import SCORE, case_of, record_outcome, retry_after, scored

if TYPE_CHECKING:
    from moderation.parts import Parts


def score_comment(parts: Parts, comment_id: str, attempts: int) -> bool:
    """Whether the comment has scores now; if not, it is tried again after 10 s, doubling to 10 min."""
    try:
        with parts.database.reading() as session:
            comment = comments.comment_with(session, comment_id)  # with its article and author, for the case
            case = case_of(session, comments.latest_revision(session, comment.id))
    except NotFound:
        _forget(parts, comment_id)
        return False
    outcome = scored(parts, case)
    with parts.database.writing() as session:
        latest = decisions.latest(session, comment_id)
        is_retry = latest is not None and latest.action not in BY_AUTHOR
        if isinstance(outcome.scores, Unscored) and is_retry and outcome.scores.code != "language":
            why = f"{outcome.scores.code}: {outcome.scores.why}"
            jobs.postpone(session, SCORE, comment_id, parts.now() + retry_after(attempts), why)
        else:
            record_outcome(session, case, outcome, parts.now())
    return not isinstance(outcome.scores, Unscored)


def _forget(parts: Parts, comment_id: str) -> None:
    with parts.database.writing() as session:
        jobs.finish(session, SCORE, comment_id)
