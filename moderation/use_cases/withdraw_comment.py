"""Withdraw a comment, as its author: its place in the thread stays, and it can be put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.domain.comments import Action, Status
from moderation.domain.errors import Conflict
from moderation.domain.owning import Own
from moderation.storage import comments, decisions
from moderation.use_cases.steps.allowing import allow_writing
from moderation.use_cases.steps.deciding import decide
from moderation.use_cases.steps.owning import check_speaker, own_comment

if TYPE_CHECKING:
    from moderation.parts import Parts


def withdraw_comment(parts: Parts, caller: Caller, own: Own) -> int:
    """The comment's new version; what was asked about it is settled. Withdrawn again it stays as it is.

    Raises:
        NotSignedIn, NotAllowed, Malformed, TooMany: and nothing changes.
        NotFound: when there is no such comment of theirs.
        Conflict: when it was not published, or somebody changed it since.
    """
    check_speaker(caller, own)
    now = parts.now()
    with parts.database.writing() as session:
        comment = own_comment(session, caller, own)
        if comment.status is Status.WITHDRAWN:
            return comment.version
        if comment.status not in {Status.PUBLISHED, Status.HELD}:
            raise Conflict(
                f"This comment is {comment.status.value}: there is nothing to withdraw.", code="not_published"
            )
        allow_writing(session, parts, caller, "change", now)
        revision = comments.latest_revision(session, comment.id)
        decide(session, comment, revision, Action.WITHDRAW, grounds=decisions.Grounds(), now=now)
        return comment.version
