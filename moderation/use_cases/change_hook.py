"""Change a hook: give it another secret, let it be told again after it was switched off, or remove it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from moderation.domain.callers import OPERATOR, Caller, require_admin
from moderation.domain.hooks import ROTATION, SECRET_BYTES, secret_of
from moderation.storage import hooks
from moderation.use_cases.steps.hooking import record_hook

if TYPE_CHECKING:
    from moderation.parts import Parts


def rotate_hook(parts: Parts, hook_id: int, *, caller: Caller = OPERATOR) -> str:
    """The new secret; for a day messages are signed with the one before as well.

    Raises:
        NotSignedIn, NotAllowed: for all but administrators and the operator.
        NotFound: when there is no such hook.
    """
    require_admin(caller)
    now = parts.now()
    with parts.database.writing() as session:
        hook = hooks.hook_numbered(session, hook_id, to_change=True)
        hook.previous_secret, hook.previous_until = hook.secret, now + ROTATION
        hook.secret = secret_of(secrets.token_bytes(SECRET_BYTES))
        record_hook(session, hook, "rotated", now, caller)
        return hook.secret


def enable_hook(parts: Parts, hook_id: int, *, caller: Caller = OPERATOR) -> None:
    """Tell a hook again that was switched off, from what happens now on; raises as ``rotate_hook`` does."""
    require_admin(caller)
    now = parts.now()
    with parts.database.writing() as session:
        hook = hooks.hook_numbered(session, hook_id, to_change=True)
        hook.disabled_at = hook.paused_until = None
        hook.failures = 0
        record_hook(session, hook, "enabled", now, caller)


def remove_hook(parts: Parts, hook_id: int, *, caller: Caller = OPERATOR) -> None:
    """Forget a hook and all messages to it; raises as ``rotate_hook`` does."""
    require_admin(caller)
    with parts.database.writing() as session:
        hook = hooks.hook_numbered(session, hook_id, to_change=True)
        record_hook(session, hook, "removed", parts.now(), caller)
        hooks.remove_hook(session, hook)
