"""The tables of those who may come in: sites, accounts, what they show at the door, and keys."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from moderation.domain.callers import Role
from moderation.storage.columns import words
from moderation.storage.table import Table


class Site(Table):
    """A publication, by the name that its addresses carry; ``hosts`` are those from which its pages may be fetched."""

    __tablename__ = "site"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    rules: Mapped[dict[str, Any]] = mapped_column(default=dict)
    hosts: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    created_at: Mapped[datetime]


class Account(Table):
    """Somebody who can sign in: a reader, or one of those who work at the desk.

    ``code_secret`` is what an authenticator app shares with us, ``code_step`` the last 30 seconds whose code was used.
    ``mail_address`` is confirmed; ``unconfirmed_address`` waits until somebody follows the link in a letter to it.
    """

    __tablename__ = "account"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    folded_name: Mapped[str] = mapped_column(String(800), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(words(Role), server_default=Role.READER.value)
    must_change_password: Mapped[bool]
    code_secret: Mapped[str | None] = mapped_column(String(200))
    code_step: Mapped[int | None]
    mail_address: Mapped[str | None] = mapped_column(String(254), unique=True, index=True)
    unconfirmed_address: Mapped[str | None] = mapped_column(String(254))
    created_at: Mapped[datetime]


class Assignment(Table):
    """A site, or a section of it ("" is all), that a manager works on; who has none works on everything."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("account_id", "site_id", "section_path"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    section_path: Mapped[str] = mapped_column(String(600))
    site: Mapped[Site] = relationship()


class RecoveryCode(Table):
    """What opens an account once when its authenticator is lost; only the digest is kept."""

    __tablename__ = "recovery_code"
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    used_at: Mapped[datetime | None]


class SignIn(Table):
    """A browser that is signed in; only the digest of its token is kept.

    ``awaits_code`` says that the password was right and the second factor is still to come; ``browser`` is what it
    calls itself. With a site the token is good there alone, as a bearer token: a page of the site shows it.
    """

    __tablename__ = "sign_in"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    began_at: Mapped[datetime | None]
    awaits_code: Mapped[bool] = mapped_column(default=False, server_default=false())
    browser: Mapped[str] = mapped_column(String(200), default="", server_default="")
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))
    account: Mapped[Account] = relationship()
    site: Mapped[Site | None] = relationship()


class Key(Table):
    """What a machine shows at our API; only the digest of its secret is kept.

    ``label_weight`` is what a label that comes in with it counts beside a manager's decision, 0 to 1; ``account`` is
    whose role and areas it has at the desk, if it is good for that; ``used_on`` is the last day (in UTC) it was used.
    """

    __tablename__ = "api_key"
    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    name: Mapped[str] = mapped_column(String(80))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[str] = mapped_column(String(200))
    per_minute: Mapped[int]
    label_weight: Mapped[float] = mapped_column(default=0.5, server_default="0.5")
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    used_on: Mapped[date | None]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    site: Mapped[Site] = relationship()
    account: Mapped[Account | None] = relationship()
