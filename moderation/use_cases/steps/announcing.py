"""Telling a site's hooks what happened, in the transaction in which it happens: the worker sends it afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from moderation.domain.comments import BY_AUTHOR, Action, Status
from moderation.domain.hooks import Happening
from moderation.storage import hooks
from moderation.storage.columns import time_ordered_id
from moderation.storage.hook_tables import Delivery

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.hook_tables import Hook
    from moderation.storage.tables import Comment, Decision

MOVED = {
    Status.PUBLISHED: Happening.PUBLISHED,
    Status.HELD: Happening.HELD,
    Status.REJECTED: Happening.REJECTED,
}

OF_AUTHORS = {
    Action.EDIT: [Happening.EDITED],
    Action.WITHDRAW: [Happening.WITHDRAWN],
    Action.ERASE: [Happening.WITHDRAWN],
}
"""What was put back is judged anew, and told of then."""


def announce(session: Session, comment: Comment, happening: Happening, now: datetime, **said: Any) -> None:
    """Tell the site's hooks that this happened to a comment; what is ``said`` are ids and statuses, never texts."""
    found = hooks.listening(session, comment.article.site_id)
    hooks.add_deliveries(session, _to_comment(found, comment, happening, now, said), now)


def announce_decisions(session: Session, made: Sequence[tuple[Comment, Decision]], now: datetime) -> None:
    """Tell hooks what these decisions did, each of which is kept already."""
    by_site: dict[int, Sequence[Hook]] = {}
    queued: list[Delivery] = []
    for comment, decision in made:
        site_id = comment.article.site_id
        if site_id not in by_site:
            by_site[site_id] = hooks.listening(session, site_id)
        if by_site[site_id]:
            said = _decided(decision)
            for happening in _happenings(decision):
                queued += _to_comment(by_site[site_id], comment, happening, now, said)
    hooks.add_deliveries(session, queued, now)


def announce_to_site(
    session: Session, site_id: int, happening: Happening, now: datetime, said: Mapping[str, Any]
) -> None:
    """Tell hooks what happened to the site itself."""
    found = hooks.listening(session, site_id)
    hooks.add_deliveries(
        session, [_delivery(each, happening, now, said) for each in _for(found, happening)], now
    )


def _happenings(decision: Decision) -> list[Happening]:
    """What a decision is called: by where it led, and by who made it."""
    if decision.action in BY_AUTHOR:
        return OF_AUTHORS.get(decision.action, [])
    first = decision.manager_id is None and decision.before is decision.after
    moved = [MOVED[decision.after]] if first or decision.before is not decision.after else []
    if decision.manager_id is None:
        return moved
    return [*moved, Happening.UNDONE if decision.action is Action.UNDO else Happening.DECIDED]


def _decided(decision: Decision) -> dict[str, Any]:
    return {
        "decision": decision.id,
        "by": _by(decision),
        "action": decision.action.value,
        "before": decision.before.value,
        "status": decision.after.value,
        "reason": decision.reason,
        "undoes": decision.undoes_id,
    }


def _by(decision: Decision) -> str:
    if decision.manager_id is not None:
        return "manager"
    return "author" if decision.action in BY_AUTHOR else "policy"


def _to_comment(
    found: Sequence[Hook], comment: Comment, happening: Happening, now: datetime, said: Mapping[str, Any]
) -> list[Delivery]:
    about = {
        "article": comment.article.external_id,
        "comment": comment.id,
        "parent": comment.parent_id,
        "status": comment.status.value,
        **said,
    }
    return [_delivery(each, happening, now, about, comment.id) for each in _for(found, happening)]


def _for(found: Sequence[Hook], happening: Happening) -> list[Hook]:
    return [hook for hook in found if happening in hook.events]


def _delivery(
    hook: Hook, happening: Happening, now: datetime, said: Mapping[str, Any], comment_id: str | None = None
) -> Delivery:
    return Delivery(
        hook_id=hook.id,
        message_id=f"msg_{time_ordered_id(now)}",
        event=happening.value,
        said=dict(said),
        comment_id=comment_id,
        made_at=now,
        attempts=0,
    )
