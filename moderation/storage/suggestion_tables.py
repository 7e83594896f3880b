"""The table of what others suggest that texts should have scored."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from moderation.storage.account_tables import Key
from moderation.storage.table import Table


class Suggestion(Table):
    """A label that came in by another's contract: what was judged how (``labels`` by attribute), and by whom.

    ``community`` and ``client_token`` are the sender's own words; of one token only the last suggestion is kept.
    ``url`` is where the text stands, if that was told.
    """

    __tablename__ = "suggestion"
    __table_args__ = (
        UniqueConstraint("site_id", "community", "client_token"),
        Index("ix_suggestion_key", "key_id", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    key_id: Mapped[int] = mapped_column(ForeignKey("api_key.id"))
    community: Mapped[str] = mapped_column(String(500), default="", server_default="")
    client_token: Mapped[str | None] = mapped_column(String(500))
    url: Mapped[str | None] = mapped_column(String(2000))
    language: Mapped[str | None] = mapped_column(String(35))
    text: Mapped[str] = mapped_column(Text)
    labels: Mapped[dict[str, Any]]
    suggested_at: Mapped[datetime]
    key: Mapped[Key] = relationship()
