"""The tables of letters by mail, written with what causes them, and of the links that open something once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from moderation.domain.letters import LetterKind
from moderation.storage.account_tables import Account
from moderation.storage.columns import words
from moderation.storage.table import Table


class Letter(Table):
    """A letter to somebody, sent by a job of its own; once it left or was given up it holds no text any more.

    One with a link that opens something is written only when it leaves: until then its text is empty. ``why`` is what
    came of the last try that failed.
    """

    __tablename__ = "letter"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[LetterKind] = mapped_column(words(LetterKind))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    address: Mapped[str] = mapped_column(String(254))
    sender_name: Mapped[str] = mapped_column(String(200))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    unsubscribe: Mapped[str | None] = mapped_column(String(500))
    made_at: Mapped[datetime] = mapped_column(index=True)
    sent_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    why: Mapped[str | None] = mapped_column(String(200))


class OneTimeLink(Table):
    """What a letter holds to do one thing once, to an account whose address it went to; only its digest is kept."""

    __tablename__ = "one_time_link"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[LetterKind] = mapped_column(words(LetterKind))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    address: Mapped[str] = mapped_column(String(254))
    expires_at: Mapped[datetime] = mapped_column(index=True)
    account: Mapped[Account] = relationship()
