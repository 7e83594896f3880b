"""Read all that a manager should see of one comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_manager
from moderation.use_cases.steps.changing import comment_within_reach
from moderation.use_cases.steps.reviewing import Review, reviews_of

if TYPE_CHECKING:
    from moderation.parts import Parts


def review_comment(parts: Parts, caller: Caller, comment_id: str) -> Review:
    """The comment with its context, scores, findings, author's record and history.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
        NotFound: when there is no such comment, or none that the caller works on.
    """
    require_manager(caller)
    with parts.database.reading() as session:
        comment = comment_within_reach(session, caller, comment_id)
        return reviews_of(session, [comment], caller)[0]
