"""Erasing a comment: what it said and who wrote it is gone for good; its place, its scores and the counts stay."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.comments import Action, Status
from moderation.domain.retention import TEXT_ERASED
from moderation.storage import authors, comments, decisions, jobs, kept_texts
from moderation.use_cases.steps.deciding import decide
from moderation.use_cases.steps.judging import SCORE
from moderation.use_cases.steps.repeating import numbers_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.tables import Comment


def erase(session: Session, comment: Comment, now: datetime) -> None:
    """Erase a comment that nobody else changes meanwhile; one that is erased already stays as it is.

    Have ``storage.words.let_go`` drop its words from the index, once for all that is erased together.
    """
    if comment.status is Status.ERASED:
        return
    revision = comments.latest_revision(session, comment.id)
    decide(session, comment, revision, Action.ERASE, grounds=decisions.Grounds(), now=now)
    for wording in kept_texts.revisions_of(session, [comment.id]):
        kept_texts.take_away(session, wording, numbers_of(wording), TEXT_ERASED)
    nobody = authors.nobody_on(session, comment.article.site, now)
    kept_texts.part_from_author(session, comment, nobody)
    jobs.finish(session, SCORE, comment.id)
