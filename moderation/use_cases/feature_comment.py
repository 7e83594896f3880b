"""Feature a published comment, or take it from the featured ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.acts import Deed, subject_of
from moderation.domain.callers import Caller, require_manager
from moderation.domain.comments import Status
from moderation.domain.errors import Malformed
from moderation.storage import acts
from moderation.use_cases.steps.changing import comment_as_seen
from moderation.use_cases.steps.telling import notify_featured
from moderation.use_cases.steps.undoing import featured

if TYPE_CHECKING:
    from moderation.parts import Parts


def feature_comment(parts: Parts, caller: Caller, comment_id: str, version: int, *, is_featured: bool) -> int:
    """The id of the act; ``version`` is the comment's as the manager saw it.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
        NotFound: when there is no such comment, or none that the caller works on.
        Malformed: when the comment is not published, or it is so already.
        Conflict: when somebody changed the comment since.
    """
    manager_id = require_manager(caller)
    with parts.database.writing() as session:
        comment = comment_as_seen(session, caller, comment_id, version)
        if is_featured and comment.status is not Status.PUBLISHED:
            raise Malformed("Only a published comment can be featured.", code="not_published")
        if is_featured == (comment.featured_at is not None):
            raise Malformed("This comment is so already.", code="already_so")
        now = parts.now()
        before = featured(comment)
        comment.featured_at = now if is_featured else None
        comment.version += 1
        notify_featured(session, comment, now)
        change = acts.Change(before, featured(comment))
        subject, site_id = subject_of("comment", comment.id), comment.article.site_id
        return acts.add_act(
            session, Deed.FEATURE, subject, change, manager_id=manager_id, now=now, site_id=site_id
        ).id
