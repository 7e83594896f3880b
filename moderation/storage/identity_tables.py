"""The tables of readers without an account of ours: keys that sites vouch with, tokens handed out, and blocks."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from moderation.domain.blocks import BlockKind
from moderation.storage.account_tables import Site
from moderation.storage.columns import words
from moderation.storage.table import Table
from moderation.storage.tables import Author


class VouchingKey(Table):
    """What a site signs its readers' identities with: a public key, or a secret that both know; one algorithm each."""

    __tablename__ = "vouching_key"
    __table_args__ = (UniqueConstraint("site_id", "kid"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    kid: Mapped[str] = mapped_column(String(64))
    algorithm: Mapped[str] = mapped_column(String(16))
    material: Mapped[str] = mapped_column(Text)
    issuer: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    site: Mapped[Site] = relationship()


class SpentToken(Table):
    """That a signed identity was shown: it is taken once, and forgotten when it could be taken no more anyway."""

    __tablename__ = "spent_token"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class ReaderToken(Table):
    """What the page of a site shows for an author without an account; only the digest is kept."""

    __tablename__ = "reader_token"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("author.id"), index=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    author: Mapped[Author] = relationship()


class Block(Table):
    """A network, or a domain of mail addresses, from which nobody signs up or writes as a guest."""

    __tablename__ = "block"
    __table_args__ = (UniqueConstraint("kind", "value"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[BlockKind] = mapped_column(words(BlockKind))
    value: Mapped[str] = mapped_column(String(254))
    made_at: Mapped[datetime]
