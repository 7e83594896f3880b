"""The table of answers that are kept for a while."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from moderation.storage.table import Table


class KeptAnswer(Table):
    """An Idempotency-Key that a caller used, the digest of what came with it, and what was answered (None: not yet)."""

    __tablename__ = "kept_answer"
    caller: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    status: Mapped[int | None]
    body: Mapped[str | None] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(index=True)
