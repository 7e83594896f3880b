"""Rejecting what somebody wrote before a ban, and taking that back: one batch each way."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.domain.comments import Action, Status
from moderation.domain.errors import Conflict, NotAllowed
from moderation.domain.sanctions import Earlier
from moderation.storage import accounts, bans, decisions
from moderation.storage.tables import Batch
from moderation.use_cases.steps.changing import DID
from moderation.use_cases.steps.deciding import decide_all

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.account_tables import Account
    from moderation.storage.desk_tables import Sanction

REJECTED: dict[Earlier, Collection[Status]] = {
    Earlier.LEAVE: (),
    Earlier.REJECT_HELD: (Status.HELD,),
    Earlier.REJECT_ALL: (Status.HELD, Status.PUBLISHED),
}
"""Which earlier comments a ban rejects."""

REASON = "other"
"""The reason that rejected comments carry: what somebody did elsewhere teaches nothing about a text."""


def reject_earlier(
    session: Session,
    caller: Caller,
    sanction: Sanction,
    *,
    author_ids: Collection[int],
    earlier: Earlier,
    now: datetime,
) -> Batch | None:
    """The batch of rejections; None when nothing was to be rejected. What the caller does not work on stays."""
    if not REJECTED[earlier]:
        return None
    theirs = bans.theirs_to_change(session, author_ids, REJECTED[earlier], caller.areas)
    if not theirs:
        return None
    manager = accounts.account_with(session, sanction.manager_id or 0)
    batch = Batch(
        manager_id=manager.id,
        action=Action.REJECT,
        reason=REASON,
        note=sanction.reason,
        asked={"sanction": sanction.id, "earlier": earlier.value},
        size=len(theirs),
        made_at=now,
    )
    bans.add_batch(session, batch)
    grounds = decisions.Grounds(manager=manager, reason=REASON, note=sanction.reason)
    about = [(comment, revision, grounds) for comment, revision in theirs]
    decide_all(session, about, Action.REJECT, batch_id=batch.id, now=now)
    return batch


def restore_earlier(session: Session, caller: Caller, batch_id: int, manager: Account, now: datetime) -> None:
    """Have every comment of the batch again as it was before.

    Raises:
        NotAllowed: when one of them is nothing that the caller works on.
        Conflict: when somebody decided on one of them since; nothing is done then.
    """
    decided = bans.decided_in(session, batch_id)
    if bans.lies_outside(session, batch_id, caller.areas):
        raise NotAllowed("This rejected comments that you do not work on.", code="out_of_reach")
    since = bans.decided_since(session, batch_id)
    if since is not None:
        who = since.manager.name if since.manager else "The automatic check"
        did = f"{who} {DID[since.action]} at {since.decided_at:%H:%M} UTC"
        raise Conflict(
            f"This can no longer be undone: of a comment that it rejected, {did}. You can end it instead."
        )
    batch = Batch(
        manager_id=manager.id,
        action=Action.UNDO,
        size=len(decided),
        undoes_id=batch_id,
        made_at=now,
        asked={},
    )
    bans.add_batch(session, batch)
    about = [
        (comment, revision, decisions.Grounds(manager=manager, undoes=decision))
        for decision, comment, revision in decided
    ]
    decide_all(session, about, Action.UNDO, batch_id=batch.id, now=now)
