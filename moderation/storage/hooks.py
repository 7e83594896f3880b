"""Webhooks and their messages: an outbox, filled in the transaction of what happened, and emptied by the worker."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, func, or_, select
from sqlalchemy.orm import Session, joinedload

from moderation.domain.errors import NotFound
from moderation.storage import jobs
from moderation.storage.hook_tables import Delivery, Hook
from moderation.storage.prepared import Prepared

HOOK = "hook"
"""The kind of job that sends a message to a hook."""

_LISTENS = Prepared(
    lambda _: select(Hook.id).where(Hook.site_id == bindparam("site"), Hook.disabled_at.is_(None)).limit(1)
)


def add_hook(session: Session, hook: Hook) -> None:
    """Keep a new hook."""
    session.add(hook)
    session.flush()


def hooks(session: Session) -> Sequence[Hook]:
    """Every hook, with its site, oldest first."""
    return session.scalars(select(Hook).options(joinedload(Hook.site)).order_by(Hook.id)).all()


def hook_numbered(session: Session, number: int, *, to_change: bool = False) -> Hook:
    """The hook of this number; ``to_change`` keeps others from changing it meanwhile.

    Raises:
        NotFound: when there is none.
    """
    asked = select(Hook).where(Hook.id == number)
    hook = session.scalar(asked.with_for_update() if to_change else asked)
    if hook is None:
        raise NotFound("There is no such hook.", code="unknown_hook")
    return hook


def listening(session: Session, site_id: int) -> Sequence[Hook]:
    """The site's hooks that are told anything; most sites have none, which is asked of every comment."""
    if not _LISTENS.ask(session, site=site_id):
        return ()
    return session.scalars(select(Hook).where(Hook.site_id == site_id, Hook.disabled_at.is_(None))).all()


def remove_hook(session: Session, hook: Hook) -> None:
    """Forget a hook with all of its messages; whoever is about to send one finds it gone."""
    session.execute(delete(Delivery).where(Delivery.hook_id == hook.id))
    session.delete(hook)
    session.flush()


def add_deliveries(session: Session, deliveries: Sequence[Delivery], now: datetime) -> None:
    """Keep these messages, which are sent as soon as this transaction has ended."""
    if deliveries:
        session.add_all(deliveries)
        session.flush()
        jobs.add_jobs(session, HOOK, [str(each.id) for each in deliveries], now)


def delivery_numbered(session: Session, number: int) -> Delivery | None:
    """The message of this number with its hook, if there is one."""
    asked = select(Delivery).where(Delivery.id == number).options(joinedload(Delivery.hook))
    return session.scalar(asked)


def deliveries_of(session: Session, hook_id: int, limit: int) -> Sequence[Delivery]:
    """The latest messages to a hook, latest first."""
    asked = select(Delivery).where(Delivery.hook_id == hook_id).order_by(Delivery.id.desc())
    return session.scalars(asked.limit(limit)).all()


def dead_of(session: Session, hook_id: int) -> Sequence[Delivery]:
    """The messages to a hook that were given up, oldest first."""
    asked = select(Delivery).where(Delivery.hook_id == hook_id, Delivery.dead_at.is_not(None))
    return session.scalars(asked.order_by(Delivery.id)).all()


def counts(session: Session) -> dict[int, tuple[int, int]]:
    """How many messages of each hook are on their way, and how many were given up."""
    pending = func.count().filter(Delivery.delivered_at.is_(None), Delivery.dead_at.is_(None))
    asked = select(Delivery.hook_id, pending, func.count(Delivery.dead_at)).group_by(Delivery.hook_id)
    return {hook_id: (waiting, dead) for hook_id, waiting, dead in session.execute(asked)}


def drop_before(session: Session, delivered: datetime, dead: datetime) -> None:
    """Forget what was delivered, and what was given up, before these moments."""
    session.execute(delete(Delivery).where(or_(Delivery.delivered_at < delivered, Delivery.dead_at < dead)))
