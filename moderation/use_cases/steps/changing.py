"""Taking hold of a comment to change it, unless somebody else changed it since it was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.acts import did, subject_of
from moderation.domain.callers import Caller
from moderation.domain.comments import Action, check_version
from moderation.domain.errors import NotFound
from moderation.storage import acts, comments, decisions

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.tables import Comment

DID = {
    Action.PUBLISH: "approved it",
    Action.HOLD: "held it",
    Action.REJECT: "rejected it",
    Action.UNDO: "undid the last decision",
}


def comment_as_seen(session: Session, caller: Caller, comment_id: str, version: int) -> Comment:
    """The comment, kept from others until this transaction ends.

    Raises:
        NotFound: when there is no such comment, or none that the caller works on.
        Conflict: when it is no longer at ``version``; the message tells who did what since.
    """
    comment = comment_within_reach(session, caller, comment_id, to_change=True)
    if comment.version != version:
        check_version(version, comment.version, _what_happened(session, comment))
    return comment


def comment_within_reach(
    session: Session, caller: Caller, comment_id: str, *, to_change: bool = False
) -> Comment:
    """The comment; ``to_change`` keeps it from others until this transaction ends.

    Raises:
        NotFound: when there is no such comment, or none that the caller works on: which of them is not said.
    """
    comment = comments.comment_with(session, comment_id, to_change=to_change)
    if not caller.works_on(comment.article.site.slug, comment.article.section_path):
        raise NotFound("There is no such comment.", code="unknown_comment")
    return comment


def _what_happened(session: Session, comment: Comment) -> str:
    latest = decisions.latest(session, comment.id)
    act = acts.latest_on(session, [subject_of("comment", each) for each in (comment.id, comment.root_id)])
    if act is not None and (latest is None or act.acted_at >= latest.decided_at):
        who, what, at = act.manager, did(act.deed, act.after), act.acted_at
    elif latest is not None:
        who, what, at = latest.manager, DID[latest.action], latest.decided_at
    else:
        return "This comment changed since you saw it. Nothing was done; look again."
    name = who.name if who else "The automatic check"
    return f"{name} {what} at {at:%H:%M} UTC, after you opened it. Your decision was not applied."
