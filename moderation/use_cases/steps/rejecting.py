"""Rejecting what somebody wrote before a ban, and taking that back: one batch each way."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.domain.comments import Action, Status
from moderation.domain.errors import Conflict, NotAllowed
from moderation.domain.sanctions import Earlier
from moderation.storage import bans, batches
from moderation.use_cases.steps.changing import DID
from moderation.use_cases.steps.deciding import decide_many, undo_many

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.desk_tables import Sanction
    from moderation.storage.tables import Batch

REJECTED: dict[Earlier, Collection[Status]] = {
    Earlier.LEAVE: (),
    Earlier.REJECT_HELD: (Status.HELD,),
    Earlier.REJECT_ALL: (Status.HELD, Status.PUBLISHED),
}
"""Which earlier comments a ban rejects."""

REASON = "other"
"""The reason that rejected comments carry: what somebody did elsewhere teaches nothing about a text."""


NOTE = "Rejected with a ban; the author's record says why."
"""The note that they carry: the reason itself stands with the ban alone, and goes with it when somebody is erased."""


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
    asked = {"sanction": sanction.id, "earlier": earlier.value}
    grounds = batches.Grounds(sanction.manager_id or 0, REASON, NOTE)
    return decide_many(session, theirs, Action.REJECT, asked=asked, grounds=grounds, now=now)


def restore_earlier(session: Session, caller: Caller, batch_id: int, manager_id: int, now: datetime) -> None:
    """Have every comment of the batch again as it was before.

    Raises:
        NotAllowed: when one of them is nothing that the caller works on.
        Conflict: when somebody decided on one of them since; nothing is done then.
    """
    batch = batches.batch_with(session, batch_id)
    batches.versions_of(session, (), batches.standing(session, batch_id))
    if batches.sizes_within(session, caller.areas, [batch]).get(batch_id) != batch.size:
        raise NotAllowed("This rejected comments that you do not work on.", code="out_of_reach")
    since = bans.decided_since(session, batch_id)
    if since is not None:
        who = since.manager.name if since.manager else "The automatic check"
        did = f"{who} {DID[since.action]} at {since.decided_at:%H:%M} UTC"
        raise Conflict(
            f"This can no longer be undone: of a comment that it rejected, {did}. You can end it instead."
        )
    standing = batches.standing(session, batch_id)
    undo_many(session, batch, standing, grounds=batches.Grounds(manager_id), now=now)
