"""Send messages to a hook again: one, or all that were given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import OPERATOR, Caller, require_admin
from moderation.domain.errors import Conflict, NotFound
from moderation.storage import hooks
from moderation.use_cases.steps.hooking import send_again

if TYPE_CHECKING:
    from moderation.parts import Parts


def replay_deliveries(
    parts: Parts, hook_id: int, delivery_id: int | None = None, *, caller: Caller = OPERATOR
) -> int:
    """How many messages are sent again: the one of this number, or all of the hook's that were given up.

    Raises:
        NotSignedIn, NotAllowed: for all but administrators and the operator.
        NotFound: when there is no such hook or message.
        Conflict: when the hook is switched off.
    """
    require_admin(caller)
    with parts.database.writing() as session:
        hook = hooks.hook_numbered(session, hook_id, to_change=True)
        if hook.disabled_at is not None:
            raise Conflict("This hook is switched off: switch it on again first.", code="hook_disabled")
        hook.failures, hook.paused_until = 0, None
        if delivery_id is None:
            again = list(hooks.dead_of(session, hook_id))
        else:
            found = hooks.delivery_numbered(session, delivery_id)
            if found is None or found.hook_id != hook_id:
                raise NotFound("There is no such message.", code="unknown_delivery")
            again = [found]
        for each in again:
            send_again(session, each, parts.now())
        return len(again)
