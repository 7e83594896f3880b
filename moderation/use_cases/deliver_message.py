"""Send one message to a hook, with no transaction open, and keep what became of it."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from moderation.domain.hooks import JITTER_PERCENT, Message, Unsent, body_of, next_try_after, pause_after
from moderation.domain.retention import is_kept
from moderation.storage import comments, hooks, jobs
from moderation.storage.hooks import HOOK

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.hook_tables import Delivery, Hook

GONE = 410


def deliver_message(parts: Parts, delivery_id: int) -> None:
    """Send the message if it still is to be sent; it counts as delivered once the hook answered 2xx.

    A crash between sending and keeping has it sent again: at least once. After a failure it is tried again later and
    later, and given up in the end; 410 switches the hook off.
    """
    now = parts.now()
    with parts.database.writing() as session:
        message = _due(session, delivery_id, now)
    if message is None:
        return
    try:
        answered, error = parts.hooks.send(message), None
    except Unsent as why:
        answered, error = None, str(why)
    with parts.database.writing() as session:
        delivery = hooks.delivery_numbered(session, delivery_id)
        if delivery is not None:  # else its hook was removed meanwhile
            _keep(session, delivery, answered, error, parts.now())


def _due(session: Session, delivery_id: int, now: datetime) -> Message | None:
    """The message, unless it is not to be sent now; then its job is put off, or done."""
    delivery = hooks.delivery_numbered(session, delivery_id)
    if delivery is None or delivery.delivered_at or delivery.dead_at:
        jobs.finish(session, HOOK, str(delivery_id))
        return None
    hook = delivery.hook
    if hook.disabled_at is not None:
        _give_up(session, delivery, now, "the hook is switched off")
        return None
    if hook.paused_until is not None and hook.paused_until > now:
        jobs.postpone(session, HOOK, str(delivery_id), hook.paused_until, "its hook failed lately")
        return None
    return _message(session, delivery, now)


def _message(session: Session, delivery: Delivery, now: datetime) -> Message:
    hook = delivery.hook
    said = {"site": hook.site.slug, **delivery.said}
    if delivery.comment is not None:
        said["author"] = delivery.comment.author.external_id
        if hook.with_texts:
            text = comments.latest_revision(session, delivery.comment.id).text
            said["text"] = text if is_kept(text) else None
    body = body_of(delivery.event, delivery.made_at, said)
    return Message(delivery.message_id, hook.url, now, body, _secrets(hook, now))


def _secrets(hook: Hook, now: datetime) -> list[str]:
    both = hook.previous_secret and hook.previous_until and now < hook.previous_until
    return [hook.secret, *([hook.previous_secret] if both and hook.previous_secret else [])]


def _keep(
    session: Session, delivery: Delivery, answered: int | None, error: str | None, now: datetime
) -> None:
    hook = delivery.hook
    delivery.attempts += 1
    delivery.tried_at, delivery.answered, delivery.error = now, answered, error
    if answered is not None and 200 <= answered < 300:
        delivery.delivered_at = now
        hook.failures, hook.paused_until = 0, None
        jobs.finish(session, HOOK, str(delivery.id))
        return
    delivery.error = error or f"it answered {answered}"
    if answered == GONE:
        hook.disabled_at = now
        _give_up(session, delivery, now, "it answered 410: switched off")
        return
    hook.failures += 1
    hook.paused_until = now + pause_after(hook.failures)
    wait = next_try_after(delivery.attempts)
    if wait is None:
        _give_up(session, delivery, now, delivery.error)
        return
    jobs.postpone(session, HOOK, str(delivery.id), now + _jittered(wait), delivery.error)


def _give_up(session: Session, delivery: Delivery, now: datetime, why: str) -> None:
    delivery.dead_at, delivery.error = now, why[:300]
    jobs.finish(session, HOOK, str(delivery.id))


def _jittered(wait: timedelta) -> timedelta:
    """A little more, so that what failed together does not come again together."""
    return wait * (1 + secrets.randbelow(JITTER_PERCENT * 10 + 1) / 1000)
