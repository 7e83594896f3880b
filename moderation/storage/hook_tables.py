"""The tables of webhooks: where a site wants to be told what, and each message with what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from moderation.storage.account_tables import Site
from moderation.storage.table import Table
from moderation.storage.tables import Comment


class Hook(Table):
    """An address of a site that is told what happens, and the secret that its messages are signed with.

    The secret is kept as it is, for signing needs it; ``previous_secret`` signs as well until ``previous_until``.
    ``failures`` counts those in a row, after which the hook is left alone until ``paused_until``.
    """

    __tablename__ = "hook"
    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), index=True)
    url: Mapped[str] = mapped_column(String(2000))
    events: Mapped[list[str]]
    with_texts: Mapped[bool]
    secret: Mapped[str] = mapped_column(String(100))
    previous_secret: Mapped[str | None] = mapped_column(String(100))
    previous_until: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    paused_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    site: Mapped[Site] = relationship()


class Delivery(Table):
    """A message to a hook: what happened, ids and statuses only; texts are added when it is sent, if they still are.

    Neither *delivered* nor *dead*, it is on its way; ``answered`` is the last status that came back, ``error`` why none
    did.
    """

    __tablename__ = "delivery"
    __table_args__ = (Index("ix_delivery_hook", "hook_id", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    hook_id: Mapped[int] = mapped_column(ForeignKey("hook.id"))
    message_id: Mapped[str] = mapped_column(String(40))
    event: Mapped[str] = mapped_column(String(32))
    said: Mapped[dict[str, Any]]
    comment_id: Mapped[str | None] = mapped_column(ForeignKey("comment.id"))
    made_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    tried_at: Mapped[datetime | None]
    answered: Mapped[int | None]
    error: Mapped[str | None] = mapped_column(String(300))
    delivered_at: Mapped[datetime | None]
    dead_at: Mapped[datetime | None]
    hook: Mapped[Hook] = relationship()
    comment: Mapped[Comment | None] = relationship()
