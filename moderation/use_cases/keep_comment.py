"""Keep a published comment that was reported: its open reports are settled, and it stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_manager
from moderation.domain.comments import Action, Status
from moderation.domain.errors import Malformed
from moderation.storage import accounts, comments, decisions, reports
from moderation.use_cases.steps.changing import comment_as_seen
from moderation.use_cases.steps.deciding import decide

if TYPE_CHECKING:
    from moderation.parts import Parts


def keep_comment(parts: Parts, caller: Caller, comment_id: str, version: int) -> int:
    """The id of the decision that confirms a published comment; it can be undone like any other.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
        NotFound: when there is no such comment, or none that the caller works on.
        Malformed: when it is not published, or nobody reported it.
        Conflict: when somebody changed the comment since.
    """
    manager_id = require_manager(caller)
    with parts.database.writing() as session:
        comment = comment_as_seen(session, caller, comment_id, version)
        if comment.status is not Status.PUBLISHED:
            raise Malformed(f"This comment is {comment.status.value}.", code="not_published")
        if not reports.open_reports(session, [comment_id]):
            raise Malformed("There is no open report of this comment.", code="not_reported")
        grounds = decisions.Grounds(manager=accounts.account_with(session, manager_id))
        revision = comments.latest_revision(session, comment_id)
        return decide(session, comment, revision, Action.PUBLISH, grounds=grounds, now=parts.now()).id
