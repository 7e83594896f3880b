"""Taking hold of a comment to change it, unless somebody else changed it since it was seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from moderation.domain.acts import Deed, did, subject_of
from moderation.domain.callers import Caller
from moderation.domain.comments import BY_AUTHOR, GONE, Action, Status, check_version
from moderation.domain.errors import Conflict, NotFound
from moderation.storage import acts, comments, decisions

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.desk_tables import Act
    from moderation.storage.tables import Comment, Decision

DID = {
    Action.PUBLISH: "approved it",
    Action.HOLD: "held it",
    Action.REJECT: "rejected it",
    Action.UNDO: "undid the last decision",
    Action.EDIT: "edited it",
    Action.WITHDRAW: "withdrew it",
    Action.PUT_BACK: "put it back",
    Action.ERASE: "had it erased",
}


def comment_as_seen(session: Session, caller: Caller, comment_id: str, version: int) -> Comment:
    """The comment, kept from others until this transaction ends.

    Raises:
        NotFound: when there is no such comment, or none that the caller works on.
        Conflict: when it is no longer at ``version``; the message tells who did what since.
    """
    comment = comment_within_reach(session, caller, comment_id, to_change=True)
    if comment.version != version:
        check_version(version, comment.version, what_happened(session, comment, "Your decision"))
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


def refuse_gone(comment: Comment) -> None:
    """Refuse to decide on what its author took back.

    Raises:
        Conflict: when the comment is withdrawn or erased.
    """
    if comment.status in GONE:
        raise Conflict(f"This comment is {comment.status.value}: there is nothing to decide.", code="gone")


def what_happened(session: Session, comment: Comment, not_applied: str) -> str:
    """Who did what to the comment last, as the reason why ``not_applied`` was not."""
    latest = telling(decisions.history(session, comment.id))
    act = _latest_act(session, comment)
    if act is not None and (latest is None or act.acted_at >= latest.decided_at):
        who = act.manager.name if act.manager else "The automatic check"
        what, at = did(act.deed, act.after), act.acted_at
    elif latest is not None:
        who, what, at = who_decided(latest), _done(latest), latest.decided_at
    else:
        return "This comment changed since you saw it. Nothing was done; look again."
    return f"{who} {what} at {at:%H:%M} UTC, after you opened it. {not_applied} was not applied."


def telling(history: Sequence[Decision]) -> Decision | None:
    """The latest decision that tells what happened: what its author did, not that the check looked at it afterwards."""
    if len(history) > 1 and history[1].action in BY_AUTHOR and decisions.is_the_policys(history[0]):
        return history[1]
    return next(iter(history), None)


def who_decided(decision: Decision) -> str:
    """Whose decision it was, as the beginning of a sentence."""
    if decision.manager is not None:
        return decision.manager.name
    return "Its author" if decision.action in BY_AUTHOR else "The automatic check"


def _done(decision: Decision) -> str:
    kept = decision.action is Action.PUBLISH and decision.before is Status.PUBLISHED
    return "kept it published" if kept and decision.manager_id is not None else DID[decision.action]


def _latest_act(session: Session, comment: Comment) -> Act | None:
    """What was done last to the comment or to where its thread stands, beside deciding and what follows from that."""
    own, root = subject_of("comment", comment.id), subject_of("comment", comment.root_id)
    found = acts.acts_on_any(session, [own, root])
    touching = [
        each for each in found if each.deed is Deed.MOVE or (each.deed, each.subject) == (Deed.FEATURE, own)
    ]
    return max(touching, key=lambda act: act.id, default=None)
