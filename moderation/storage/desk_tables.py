"""The tables of the desk: what managers do beside deciding on a comment, and what readers ask of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from moderation.domain.acts import Deed
from moderation.domain.appeals import Ground
from moderation.domain.notices import News
from moderation.domain.sanctions import Kind
from moderation.storage.account_tables import Account
from moderation.storage.columns import words
from moderation.storage.table import Table
from moderation.storage.tables import Author, Decision


class Act(Table):
    """What was done at the desk other than deciding on a comment, by whom (None: the command line): only ever added.

    ``subject`` names what it was done to ("author 12"), ``before`` and ``after`` how that stood, so that it can be
    undone for as long as nobody built on it. ``key_id`` is the key through which it was done, if it was one.
    """

    __tablename__ = "act"
    __table_args__ = (Index("ix_act_subject", "subject", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    deed: Mapped[Deed] = mapped_column(words(Deed))
    subject: Mapped[str] = mapped_column(String(64))
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(default=dict)
    note: Mapped[str | None] = mapped_column(String(1000))
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"))
    key_id: Mapped[int | None] = mapped_column(ForeignKey("api_key.id"))
    acted_at: Mapped[datetime] = mapped_column(index=True)
    manager: Mapped[Account | None] = relationship()


class Claim(Table):
    """That a manager is looking at a comment now; it ends by itself."""

    __tablename__ = "claim"
    comment_id: Mapped[str] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    manager_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    until: Mapped[datetime] = mapped_column(index=True)


class Report(Table):
    """That a reader says a comment breaks the rules; ``weight`` is how far such readers were right so far.

    ``author_id`` is who reports, nobody for a notice of illegal content from somebody without an account.
    """

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("comment_id", "author_id"),
        Index("ix_report_open", "settled_at", "comment_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[str] = mapped_column(ForeignKey("comment.id"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("author.id"), index=True)
    ground: Mapped[Ground] = mapped_column(words(Ground))
    note: Mapped[str | None] = mapped_column(String(1000))
    weight: Mapped[float]
    made_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    upheld: Mapped[bool | None]
    author: Mapped[Author | None] = relationship()
    notifier: Mapped[Notifier | None] = relationship()


class Notifier(Table):
    """Who sent a notice of illegal content without an account, as far as they said: neither is proven."""

    __tablename__ = "notifier"
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), primary_key=True)
    name: Mapped[str | None] = mapped_column(String(80))
    mail_address: Mapped[str | None] = mapped_column(String(254))


class Appeal(Table):
    """That an author asks for another look at a decision, once, and what the other manager said."""

    __tablename__ = "appeal"
    __table_args__ = (Index("ix_appeal_open", "settled_at", "made_at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[str] = mapped_column(ForeignKey("comment.id"), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), unique=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("author.id"))
    note: Mapped[str] = mapped_column(String(2000))
    made_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    upheld: Mapped[bool | None]
    answer: Mapped[str | None] = mapped_column(String(2000))
    decision: Mapped[Decision] = relationship()


class Sanction(Table):
    """What an author may not do for a while, and why; ``is_everywhere`` counts on all sites the account is known on."""

    __tablename__ = "sanction"
    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("author.id"), index=True)
    kind: Mapped[Kind] = mapped_column(words(Kind))
    is_everywhere: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(1000))
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    acknowledged_at: Mapped[datetime | None]
    manager: Mapped[Account | None] = relationship()


class AuthorNote(Table):
    """What a manager wrote about an author for colleagues."""

    __tablename__ = "author_note"
    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("author.id"), index=True)
    manager_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    manager: Mapped[Account] = relationship()


class Notice(Table):
    """What an author (or somebody at the desk) is to be told from ``due_at`` on, unless it is called off before.

    ``cause`` names what it is about ("decision 12"), ``said`` holds what its words need.
    """

    __tablename__ = "notice"
    __table_args__ = (
        Index("ix_notice_author", "author_id", "id"),
        Index("ix_notice_account", "account_id", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("author.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    news: Mapped[News] = mapped_column(words(News))
    comment_id: Mapped[str | None] = mapped_column(ForeignKey("comment.id"))
    cause: Mapped[str] = mapped_column(String(64), index=True)
    said: Mapped[dict[str, Any]] = mapped_column(default=dict)
    made_at: Mapped[datetime]
    due_at: Mapped[datetime] = mapped_column(index=True)
    called_off_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]


class RulesVersion(Table):
    """What a site (or a section of it) said of the rules from ``made_at`` on; the highest number is in force."""

    __tablename__ = "rules_version"
    __table_args__ = (UniqueConstraint("site_id", "section_path", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    section_path: Mapped[str] = mapped_column(String(600))
    number: Mapped[int]
    rules: Mapped[dict[str, Any]] = mapped_column(default=dict)
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    note: Mapped[str | None] = mapped_column(String(1000))
    made_at: Mapped[datetime]
    manager: Mapped[Account | None] = relationship()


class SavedFilter(Table):
    """A search that a manager keeps by a name; ``query`` is what its address carries."""

    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("account_id", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    name: Mapped[str] = mapped_column(String(80))
    query: Mapped[str] = mapped_column(String(1000))
    made_at: Mapped[datetime]
