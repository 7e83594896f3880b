"""The tables of what readers choose for themselves: whom they do not want to read, and which threads they follow."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from moderation.domain.mailing import Frequency
from moderation.storage.columns import words
from moderation.storage.table import Table
from moderation.storage.tables import Author, Comment


class Mute(Table):
    """That an author does not want to read what another one writes."""

    __tablename__ = "mute"
    author_id: Mapped[int] = mapped_column(ForeignKey("author.id"), primary_key=True)
    muted_id: Mapped[int] = mapped_column(ForeignKey("author.id"), primary_key=True, index=True)
    made_at: Mapped[datetime]
    muted: Mapped[Author] = relationship(foreign_keys=[muted_id])


class Follow(Table):
    """That an author wants to be told of what is written in a thread, by the thread's first comment."""

    __tablename__ = "follow"
    author_id: Mapped[int] = mapped_column(ForeignKey("author.id"), primary_key=True)
    comment_id: Mapped[str] = mapped_column(
        String(36), ForeignKey("comment.id"), primary_key=True, index=True
    )
    made_at: Mapped[datetime]
    comment: Mapped[Comment] = relationship()


class Mailing(Table):
    """How often an account is told of its notices by mail, and up to when it was.

    ``token`` ends such letters for whoever shows it; it opens nothing else, and stands in each of them.
    """

    __tablename__ = "mailing"
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    frequency: Mapped[Frequency] = mapped_column(words(Frequency))
    token: Mapped[str] = mapped_column(String(64), unique=True)
    told_until: Mapped[datetime | None]


class Respect(Table):
    """That an author respects a comment of somebody else: one for each of both."""

    __tablename__ = "respect"
    comment_id: Mapped[str] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("author.id"), primary_key=True, index=True)
    made_at: Mapped[datetime]
