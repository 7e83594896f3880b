"""The tables of comments: one class each, no behaviour; a row is only ever changed by the queries in this room."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from moderation.domain.articles import Mode, Origin
from moderation.domain.comments import Action, Status
from moderation.storage.account_tables import Account, Site
from moderation.storage.columns import where, words
from moderation.storage.table import Table


class Section(Table):
    """Rules that a section path of a site overrides; ``path`` is "Home / World", outermost first."""

    __tablename__ = "section"
    __table_args__ = (UniqueConstraint("site_id", "path"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    path: Mapped[str] = mapped_column(String(600))
    rules: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Article(Table):
    """A page that can be commented; ``external_id`` is the site's own name for it, ``origin`` who told us of it.

    ``is_open`` is what the site says, ``mode`` what a manager says instead of the rules, if anything.
    """

    __tablename__ = "article"
    __table_args__ = (
        UniqueConstraint("site_id", "external_id"),
        Index("ix_article_section", "site_id", "section_path"),
        Index("ix_article_url", "url", postgresql_using="hash"),  # its entries have no longest length
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    external_id: Mapped[str] = mapped_column(String(200))
    url: Mapped[str | None] = mapped_column(String(2000))
    title: Mapped[str] = mapped_column(String(500))
    text: Mapped[str] = mapped_column(Text)
    section_path: Mapped[str] = mapped_column(String(600))
    language: Mapped[str | None] = mapped_column(String(35))
    is_open: Mapped[bool]
    mode: Mapped[Mode | None] = mapped_column(words(Mode))
    published_at: Mapped[datetime | None]
    origin: Mapped[Origin] = mapped_column(words(Origin), server_default=Origin.SITE.value)
    page_error: Mapped[str | None] = mapped_column(String(500))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    site: Mapped[Site] = relationship()


class Profile(Table):
    """What a scorer made of an article, by which one, and how many published comments stood under it (64 at most)."""

    __tablename__ = "profile"
    __table_args__ = (Index("ix_profile_lead", "site_id", "made_by", "article_id"),)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    made_by: Mapped[str] = mapped_column(String(64))
    approved: Mapped[int]
    made_at: Mapped[datetime]
    terms: Mapped[list[str]]
    lead: Mapped[bytes]
    parts: Mapped[bytes]


class Author(Table):
    """Who comments on a site: an account of ours, an identity that the site's key vouches for, or a guest (neither)."""

    __tablename__ = "author"
    __table_args__ = (UniqueConstraint("site_id", "account_id"), UniqueConstraint("site_id", "external_id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    external_id: Mapped[str | None] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(80))
    is_staff: Mapped[bool]
    is_guest: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime]


class Comment(Table):
    """What an author wrote under an article; ``root_id`` is the first comment of its thread (itself, if it is that).

    ``version`` grows with every change, so that two people never overwrite each other; ``queue_at`` orders the
    managers' queue, and ``need`` says why it stands there (domain/need). ``revision_number`` is what it says now.
    ``reply_count`` (published ones below the first comment of a thread) and ``respect_count`` are kept by triggers.
    """

    __tablename__ = "comment"
    __table_args__ = (
        Index("ix_comment_article", "article_id", "parent_id", "id"),
        Index("ix_comment_queue", "status", "queue_at", "id"),
        Index("ix_comment_published", "article_id", "status", "id"),
        Index("ix_comment_thread", "root_id", "id", "status"),  # replies are counted from it alone
        Index("ix_comment_replied", "article_id", "reply_count", "id", **where("parent_id IS NULL")),
        Index("ix_comment_respected", "article_id", "respect_count", "id", **where("parent_id IS NULL")),
    )
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("author.id"), index=True)
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("comment.id"))
    root_id: Mapped[str] = mapped_column(String(36))
    status: Mapped[Status] = mapped_column(words(Status))
    version: Mapped[int]
    queue_at: Mapped[datetime]
    need: Mapped[list[float]] = mapped_column(default=list, server_default="[]")
    revision_number: Mapped[int] = mapped_column(default=1, server_default="1")
    featured_at: Mapped[datetime | None]
    reply_count: Mapped[int] = mapped_column(default=0, server_default="0")
    respect_count: Mapped[int] = mapped_column(default=0, server_default="0")
    created_at: Mapped[datetime]
    article: Mapped[Article] = relationship()
    author: Mapped[Author] = relationship()
    parent: Mapped[Comment | None] = relationship(remote_side=[id])


class Revision(Table):
    """One wording of a comment, with what the classifier and the policy found in it, by which model."""

    __tablename__ = "revision"
    __table_args__ = (
        UniqueConstraint("comment_id", "number"),
        Index("ix_revision_unscored", "comment_id", "number", **where("scored_at IS NULL")),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[str] = mapped_column(ForeignKey("comment.id"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    scored_at: Mapped[datetime | None]
    model: Mapped[str | None] = mapped_column(String(64))
    scores: Mapped[dict[str, Any]] = mapped_column(default=dict)
    evidence: Mapped[dict[str, Any]] = mapped_column(default=dict)
    findings: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    comment: Mapped[Comment] = relationship()


class Fingerprint(Table):
    """A hash of some words of a revision, by which its copies are found (domain/likeness); ``day`` is when it came in.

    Read and written by number alone: on SQLite the table is its own index. By day, those of a revision stand side by
    side.
    """

    __tablename__ = "fingerprint"
    __table_args__ = (Index("ix_fingerprint_day", "day", "revision_id"), {"sqlite_with_rowid": False})
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), primary_key=True)
    day: Mapped[int]


class Batch(Table):
    """Many decisions that were made as one; ``asked`` is what selected the comments, ``size`` how many they were."""

    __tablename__ = "batch"
    id: Mapped[int] = mapped_column(primary_key=True)
    manager_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    action: Mapped[Action] = mapped_column(words(Action))
    reason: Mapped[str | None] = mapped_column(String(32))
    note: Mapped[str | None] = mapped_column(String(1000))
    asked: Mapped[dict[str, Any]] = mapped_column(default=dict)
    size: Mapped[int]
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"))
    key_id: Mapped[int | None] = mapped_column(ForeignKey("api_key.id"))
    made_at: Mapped[datetime]
    manager: Mapped[Account] = relationship()


class Decision(Table):
    """What was done to a comment, by the policy (no manager) or by which manager, and why: only ever added.

    ``key_id`` is the key through which the manager did it, if it was not a browser.
    """

    __tablename__ = "decision"
    __table_args__ = (
        Index("ix_decision_comment", "comment_id", "id"),
        Index("ix_decision_manager", "manager_id", "decided_at", **where("manager_id IS NOT NULL")),
        Index("ix_decision_batch_id", "batch_id", **where("batch_id IS NOT NULL")),
        Index("ix_decision_by_managers", "decided_at", **where("manager_id IS NOT NULL")),
        Index("ix_decision_undoes", "undoes_id", **where("undoes_id IS NOT NULL")),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[str] = mapped_column(ForeignKey("comment.id"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    action: Mapped[Action] = mapped_column(words(Action))
    before: Mapped[Status] = mapped_column(words(Status))
    after: Mapped[Status] = mapped_column(words(Status))
    reason: Mapped[str | None] = mapped_column(String(32))
    note: Mapped[str | None] = mapped_column(String(1000))
    model: Mapped[str | None] = mapped_column(String(64))
    rules: Mapped[dict[str, Any]] = mapped_column(default=dict)
    findings: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"))
    key_id: Mapped[int | None] = mapped_column(ForeignKey("api_key.id"))
    decided_at: Mapped[datetime] = mapped_column(index=True)
    manager: Mapped[Account | None] = relationship()


class Submission(Table):
    """An Idempotency-Key that a caller has used, the digest of what came with it, and the comment it made."""

    __tablename__ = "submission"
    caller: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    comment_id: Mapped[str] = mapped_column(ForeignKey("comment.id", deferrable=True, initially="DEFERRED"))
    created_at: Mapped[datetime] = mapped_column(index=True)


class Job(Table):
    """Something to be done later: at least once, leased while somebody does it, retried until it works."""

    __tablename__ = "job"
    __table_args__ = (UniqueConstraint("kind", "subject"), Index("ix_job_due", "run_at"))
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(64))
    run_at: Mapped[datetime]
    attempts: Mapped[int]
    last_error: Mapped[str | None] = mapped_column(String(500))


class Allowance(Table):
    """How often somebody did something in one window of time: rate limits that several workers share."""

    __tablename__ = "allowance"
    bucket: Mapped[str] = mapped_column(String(160), primary_key=True)
    window: Mapped[int] = mapped_column(primary_key=True)
    used: Mapped[int]
