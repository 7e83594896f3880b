"""List hooks without their secrets, and what became of the messages to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.callers import OPERATOR, Caller, require_admin
from moderation.storage import hooks

if TYPE_CHECKING:
    from moderation.parts import Parts
    from moderation.storage.hook_tables import Delivery

MOST = 100
"""How many messages to a hook are shown, the latest."""


@dataclass(frozen=True)
class KnownHook:
    """A hook: its number, site and address, what it is told, and how many messages are on their way or dead."""

    id: int
    site: str
    url: str
    events: Sequence[str]
    with_texts: bool
    created_at: datetime
    disabled_at: datetime | None
    waiting: int
    dead: int


@dataclass(frozen=True)
class KnownDelivery:
    """A message: what happened when, how often it was tried, and its state: delivered, dead or waiting."""

    id: int
    event: str
    made_at: datetime
    attempts: int
    tried_at: datetime | None
    state: str
    answered: int | None
    error: str | None


def list_hooks(parts: Parts, *, caller: Caller = OPERATOR) -> list[KnownHook]:
    """Every hook, oldest first.

    Raises:
        NotSignedIn, NotAllowed: for all but administrators and the operator.
    """
    require_admin(caller)
    with parts.database.reading() as session:
        counted = hooks.counts(session)
        return [
            KnownHook(
                hook.id,
                hook.site.slug,
                hook.url,
                hook.events,
                hook.with_texts,
                hook.created_at,
                hook.disabled_at,
                *counted.get(hook.id, (0, 0)),
            )
            for hook in hooks.hooks(session)
        ]


def list_deliveries(parts: Parts, hook_id: int, *, caller: Caller = OPERATOR) -> list[KnownDelivery]:
    """The latest messages to a hook, latest first.

    Raises:
        NotSignedIn, NotAllowed: for all but administrators and the operator.
        NotFound: when there is no such hook.
    """
    require_admin(caller)
    with parts.database.reading() as session:
        hooks.hook_numbered(session, hook_id)
        return [_known(each) for each in hooks.deliveries_of(session, hook_id, MOST)]


def _known(delivery: Delivery) -> KnownDelivery:
    state = "delivered" if delivery.delivered_at else "dead" if delivery.dead_at else "waiting"
    return KnownDelivery(
        delivery.id,
        delivery.event,
        delivery.made_at,
        delivery.attempts,
        delivery.tried_at,
        state,
        delivery.answered,
        delivery.error,
    )
