"""The table of what came here from other systems."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from moderation.storage.table import Table


class Imported(Table):
    """That an article or comment (its ``kind``) of another system is here already, and which of ours it is.

    Kept in the transaction that brings it along: an import that was cut off goes on where it was.
    """

    __tablename__ = "imported"
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), primary_key=True)
    source: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    foreign_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    our_id: Mapped[str] = mapped_column(String(36))
