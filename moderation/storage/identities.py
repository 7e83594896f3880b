"""Readers without an account: the keys that sites vouch with, what was shown once, and the tokens handed out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, joinedload

from moderation.storage.account_tables import Site
from moderation.storage.accounts import digest_of
from moderation.storage.identity_tables import ReaderToken, SpentToken, VouchingKey
from moderation.storage.tables import Author
from moderation.storage.upsert import insert


def add_key(session: Session, key: VouchingKey) -> None:
    """Keep a key that a site vouches with."""
    session.add(key)


def keys(session: Session) -> Sequence[VouchingKey]:
    """Every such key that was ever made, oldest first, with its site."""
    return session.scalars(
        select(VouchingKey).options(joinedload(VouchingKey.site)).order_by(VouchingKey.id)
    ).all()


def keys_of(session: Session, site: Site) -> Sequence[VouchingKey]:
    """The site's keys that are not revoked."""
    asked = select(VouchingKey).where(VouchingKey.site_id == site.id, VouchingKey.revoked_at.is_(None))
    return session.scalars(asked.order_by(VouchingKey.id)).all()


def key_named(session: Session, site: Site, kid: str) -> VouchingKey | None:
    """The site's key of this name, revoked or not."""
    return session.scalar(select(VouchingKey).where(VouchingKey.site_id == site.id, VouchingKey.kid == kid))


def revoke_key(session: Session, key: VouchingKey, now: datetime) -> None:
    """Take nothing any more that is signed with this key."""
    session.execute(update(VouchingKey).where(VouchingKey.id == key.id).values(revoked_at=now))


def spend(session: Session, digest: str, expires_at: datetime) -> bool:
    """Whether what has this digest is shown for the first time."""
    spent = insert(session, SpentToken).values(digest=digest, expires_at=expires_at)
    spent = spent.on_conflict_do_nothing(index_elements=["digest"]).returning(SpentToken.digest)
    return session.scalar(spent) is not None


def add_token(session: Session, token: ReaderToken) -> None:
    """Keep the digest of a token that is handed out."""
    session.add(token)


def token_shown(session: Session, token: str, now: datetime) -> ReaderToken | None:
    """The token with its author, unless it is unknown or over."""
    return session.scalar(
        select(ReaderToken)
        .where(ReaderToken.digest == digest_of(token), ReaderToken.expires_at > now)
        .options(joinedload(ReaderToken.author))
    )


def end_token(session: Session, token: str) -> None:
    """Have a token open nothing any more."""
    session.execute(delete(ReaderToken).where(ReaderToken.digest == digest_of(token)))


def author_numbered(session: Session, author_id: int) -> Author:
    """The author with this id, of whom a token was handed out."""
    return session.scalars(select(Author).where(Author.id == author_id)).one()


def drop_expired(session: Session, now: datetime) -> None:
    """Forget the tokens that are over, and what could be shown no more."""
    session.execute(delete(ReaderToken).where(ReaderToken.expires_at <= now))
    session.execute(delete(SpentToken).where(SpentToken.expires_at <= now))
