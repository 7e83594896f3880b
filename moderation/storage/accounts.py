"""Accounts, the browsers that are signed in to them, and the keys of machines."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.orm import Session, joinedload

from moderation.domain.callers import Area, Role
from moderation.domain.errors import NotFound
from moderation.storage.account_tables import Account, Assignment, Key, SignIn, Site
from moderation.storage.prepared import Prepared
from moderation.storage.upsert import insert


def digest_of(secret: str) -> str:
    """The SHA-256 of a random secret; enough for what nobody can guess, and never reversible."""
    return hashlib.sha256(secret.encode()).hexdigest()


def add_account(
    session: Session,
    *,
    name: str,
    folded_name: str,
    password_hash: str,
    role: Role,
    must_change_password: bool,
    now: datetime,
) -> Account | None:
    """The new account, or None when the name (folded, so that look-alikes count) is taken."""
    made = session.execute(
        insert(session, Account)
        .values(
            name=name,
            folded_name=folded_name,
            password_hash=password_hash,
            role=role,
            must_change_password=must_change_password,
            created_at=now,
        )
        .on_conflict_do_nothing(index_elements=["folded_name"])
        .returning(Account.id)
    ).scalar()
    return session.get(Account, made) if made is not None else None


def account_named(session: Session, folded_name: str) -> Account | None:
    """The account whose folded name this is."""
    return session.scalar(select(Account).where(Account.folded_name == folded_name))


def account_with(session: Session, account_id: int) -> Account:
    """The account with this id.

    Raises:
        NotFound: when there is none.
    """
    account = session.get(Account, account_id)
    if account is None:
        raise NotFound("There is no such account.", code="unknown_account")
    return account


def managers(session: Session) -> Sequence[Account]:
    """Every community manager's account."""
    return session.scalars(select(Account).where(Account.role != Role.READER).order_by(Account.id)).all()


def areas_of(session: Session, account_id: int) -> tuple[Area, ...]:
    """What a manager works on, by site and section; nothing when it is everything."""
    asked = select(Assignment).where(Assignment.account_id == account_id).options(joinedload(Assignment.site))
    return tuple(
        Area(each.site.slug, each.section_path) for each in session.scalars(asked.order_by(Assignment.id))
    )


def set_password(
    session: Session, account: Account, password_hash: str, *, must_change: bool, now: datetime
) -> None:
    """Keep a new password, and sign the account out everywhere."""
    session.execute(
        update(Account)
        .where(Account.id == account.id)
        .values(password_hash=password_hash, must_change_password=must_change)
    )
    end_sign_ins(session, account.id, now)


def add_sign_in(session: Session, sign_in: SignIn) -> None:
    """Remember that a browser is signed in."""
    session.add(sign_in)


def signed_in(session: Session, token: str) -> SignIn | None:
    """The sign-in of a browser's token with its account and site, even when it has expired."""
    asked = select(SignIn).where(SignIn.digest == digest_of(token))
    return session.scalar(asked.options(joinedload(SignIn.account), joinedload(SignIn.site)))


def sign_ins_of(session: Session, account_id: int, now: datetime) -> Sequence[SignIn]:
    """The browsers that are signed in to an account now, latest first."""
    asked = select(SignIn).where(
        SignIn.account_id == account_id, SignIn.expires_at > now, SignIn.awaits_code.is_(False)
    )
    return session.scalars(asked.order_by(SignIn.began_at.desc(), SignIn.digest)).all()


def end_sign_in(session: Session, token: str, now: datetime) -> None:
    """End a browser's sign-in; when it began stays known until ended ones are dropped."""
    session.execute(update(SignIn).where(SignIn.digest == digest_of(token)).values(expires_at=now))


def end_sign_ins(
    session: Session, account_id: int, now: datetime, *, only: str | None = None, but: str | None = None
) -> int:
    """How many of an account's sign-ins end with this: all, ``only`` the one of this digest, or all ``but`` one."""
    chosen = [SignIn.account_id == account_id, SignIn.expires_at > now]
    if only is not None:
        chosen.append(SignIn.digest == only)
    if but is not None:
        chosen.append(SignIn.digest != but)
    ended = update(SignIn).where(*chosen).values(expires_at=now)
    return len(session.scalars(ended.returning(SignIn.digest)).all())


def drop_expired_sign_ins(session: Session, before: datetime) -> None:
    """Forget the sign-ins that ended before then."""
    session.execute(delete(SignIn).where(SignIn.expires_at < before))


def add_key(session: Session, key: Key) -> None:
    """Keep a new key."""
    session.add(key)


@dataclass(frozen=True)
class ValidKey:
    """A key that is not revoked: its number, name, scopes and limit, at which site, as whom it acts if it does, and the
    last day (in UTC) it was used.
    """

    id: int
    name: str
    scopes: str
    per_minute: int
    site: str
    account_id: int | None
    used_on: date | None


_VALID = Prepared(
    lambda _: (
        select(Key.id, Key.name, Key.scopes, Key.per_minute, Site.slug, Key.account_id, Key.used_on)
        .join(Site, Site.id == Key.site_id)
        .where(Key.digest == bindparam("digest"), Key.revoked_at.is_(None))
    )
)


def key_with(session: Session, secret: str) -> ValidKey | None:
    """The key, not revoked, whose secret this is."""
    return next((ValidKey(*found) for found in _VALID.ask(session, digest=digest_of(secret))), None)


def note_use(session: Session, key_id: int, day: date) -> None:
    """Remember that the key was used on this day, unless that is known, or somebody else has its row."""
    unknown = (
        select(Key.id)
        .where(Key.id == key_id, or_(Key.used_on.is_(None), Key.used_on < day))
        .with_for_update(key_share=True, skip_locked=True)
    )
    session.execute(update(Key).where(Key.id.in_(unknown)).values(used_on=day))


def keys(session: Session) -> Sequence[Key]:
    """Every key that was ever made, oldest first, with its site and whom it acts as."""
    with_both = (joinedload(Key.site), joinedload(Key.account))
    return session.scalars(select(Key).options(*with_both).order_by(Key.id)).all()


def key_numbered(session: Session, key_id: int) -> Key:
    """The key with this id, with its site.

    Raises:
        NotFound: when there is none.
    """
    key = session.get(Key, key_id, options=[joinedload(Key.site)])
    if key is None:
        raise NotFound("There is no such key.", code="unknown_key")
    return key


def valid_keys(session: Session, name: str) -> Sequence[Key]:
    """The keys of this name that are not revoked, kept from others until this transaction ends."""
    asked = select(Key).where(Key.name == name, Key.revoked_at.is_(None)).order_by(Key.id)
    return session.scalars(asked.with_for_update()).all()


def revoke_key(session: Session, key: Key, now: datetime) -> bool:
    """Revoke a key; whether it still was valid."""
    revoked = update(Key).where(Key.id == key.id, Key.revoked_at.is_(None)).values(revoked_at=now)
    return session.scalar(revoked.returning(Key.id)) is not None


def keys_called(session: Session, which: str | int) -> Sequence[Key]:
    """The key with this id, or all that have or had this name."""
    return session.scalars(select(Key).where((Key.id if isinstance(which, int) else Key.name) == which)).all()
