"""Blocks against spam sign-ups."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from moderation.domain.blocks import Blocked
from moderation.storage.identity_tables import Block
from moderation.storage.upsert import insert


def add_block(session: Session, block: Blocked, now: datetime) -> int | None:
    """The number of the new block; None when it was there already."""
    made = insert(session, Block).values(kind=block.kind, value=block.value, made_at=now)
    made = made.on_conflict_do_nothing(index_elements=["kind", "value"]).returning(Block.id)
    number: int | None = session.scalar(made)
    return number


def drop_block(session: Session, block: Blocked) -> int | None:
    """The number of the block, which there is no more; None when there was none."""
    gone = delete(Block).where(Block.kind == block.kind, Block.value == block.value)
    number: int | None = session.scalar(gone.returning(Block.id))
    return number


def all_blocks(session: Session) -> Sequence[Blocked]:
    """Every block, oldest first."""
    rows = session.scalars(select(Block).order_by(Block.id))
    return [Blocked(each.kind, each.value, each.made_at) for each in rows]
