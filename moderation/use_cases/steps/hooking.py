"""What changing a hook has in common: the record of it, and a message that is to be sent again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.acts import Deed, subject_of
from moderation.domain.callers import Caller
from moderation.storage import jobs
from moderation.storage.acts import Change, add_act
from moderation.storage.hooks import HOOK

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.hook_tables import Delivery, Hook


def record_hook(session: Session, hook: Hook, did: str, now: datetime, caller: Caller) -> None:
    """Add to the audit what was done to a hook; never its secret."""
    add_act(
        session,
        Deed.HOOK,
        subject_of("hook", hook.id),
        Change({}, {"did": did, "address": hook.url, "events": hook.events, "texts": hook.with_texts}),
        manager_id=caller.account_id,
        now=now,
        site_id=hook.site_id,
    )


def send_again(session: Session, delivery: Delivery, now: datetime) -> None:
    """Have a message sent at once, with all its tries before it."""
    delivery.delivered_at = delivery.dead_at = None
    delivery.attempts = 0
    jobs.add_job(session, HOOK, str(delivery.id), now)
