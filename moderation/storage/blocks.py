"""Blocks against spam sign-ups."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from moderation.domain.blocks import Blocked
from moderation.storage.identity_tables import Block
from moderation.storage.upsert import insert


def add_block(session: Session, block: Blocked, now: datetime) -> None:
    """Keep a block, once."""
    made = insert(session, Block).values(kind=block.kind, value=block.value, made_at=now)
    session.execute(made.on_conflict_do_nothing(index_elements=["kind", "value"]))


def drop_block(session: Session, block: Blocked) -> bool:
    """Whether there was such a block, which there is no more."""
    gone = delete(Block).where(Block.kind == block.kind, Block.value == block.value)
    return session.scalar(gone.returning(Block.id)) is not None


def all_blocks(session: Session) -> Sequence[Blocked]:
    """Every block, oldest first."""
    return [Blocked(each.kind, each.value) for each in session.scalars(select(Block).order_by(Block.id))]
