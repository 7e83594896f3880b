"""Say who is asking: by a browser's token, a machine's key, or the token that a page of a site shows for a reader."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from moderation.domain.callers import Area, Caller, Role, areas_on
from moderation.domain.errors import NotSignedIn, Unavailable
from moderation.storage import accounts, identities, sites
from moderation.use_cases.steps.reader_tokens import READER
from moderation.use_cases.steps.signing_in import ACCOUNT_AT_A_SITE

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.account_tables import Account


def identify_caller(parts: Parts, *, token: str | None = None, key: str | None = None) -> Caller:
    """The caller behind a token or a key; nobody without either, or while the second factor's code is awaited.

    What a page of a site shows in a key's place, and a guest's browser as its token, begins with a mark of its own.

    Raises:
        NotSignedIn: when the token has expired or was ended, or the key is unknown or revoked.
    """
    if key is not None and key.startswith(ACCOUNT_AT_A_SITE):
        return _at_a_site(parts, key)
    shown = token if key is None else key
    if shown is not None and shown.startswith(READER):
        return _without_account(parts, shown)
    if key is not None:
        return _by_key(parts, key)
    return _by_token(parts, token) if token is not None else Caller()


def _by_key(parts: Parts, secret: str) -> Caller:
    with parts.database.reading() as session:
        key = accounts.key_with(session, secret)
        if key is None:
            raise NotSignedIn("This key is unknown or was revoked.", code="unknown_key")
        acts_as = _acts_as(parts, session, key) if key.account_id is not None else None
    today = parts.now().date()
    if key.used_on is None or key.used_on < today:
        with (
            suppress(Unavailable),
            parts.database.writing_at_once() as session,
        ):  # else the next request tells
            accounts.note_use(session, key.id, today)
    return Caller(
        key_id=key.id,
        name=key.name,
        site=key.site,
        scopes=frozenset(key.scopes.split()),
        per_minute=key.per_minute,
        acts_as=acts_as,
    )


def _acts_as(parts: Parts, session: Session, key: accounts.ValidKey) -> Caller | None:
    """Whose role the key has at its site; nobody's, when its account does not work there."""
    account = accounts.account_with(session, key.account_id or 0)
    here = areas_on(key.site, accounts.areas_of(session, account.id))
    return _as_account(parts, account, here) if here else None


def _at_a_site(parts: Parts, token: str) -> Caller:
    with parts.database.reading() as session:
        sign_in = accounts.signed_in(session, token)
    if sign_in is None or sign_in.site is None or sign_in.expires_at <= parts.now():
        raise NotSignedIn("You were signed out. Sign in again.", code="session_expired")
    account = sign_in.account
    return Caller(
        account_id=account.id,
        name=account.name,
        site=sign_in.site.slug,
        awaits_address=_awaits_address(account),
    )


def _without_account(parts: Parts, token: str) -> Caller:
    with parts.database.reading() as session:
        shown = identities.token_shown(session, token, parts.now())
        site = sites.slug_of(session, shown.author.site_id) if shown else None
    if shown is None:
        raise NotSignedIn("You were signed out. Sign in again.", code="session_expired")
    author = shown.author
    return Caller(author_id=author.id, name=author.name, site=site, is_guest=author.is_guest)


def _by_token(parts: Parts, token: str) -> Caller:
    with parts.database.reading() as session:
        sign_in = accounts.signed_in(session, token)
        areas = accounts.areas_of(session, sign_in.account_id) if sign_in else ()
    if sign_in is None or sign_in.site_id is not None or sign_in.expires_at <= parts.now():
        raise NotSignedIn("You were signed out. Sign in again.", code="session_expired")
    if sign_in.awaits_code:
        return Caller(awaits_code=True)
    return _as_account(parts, sign_in.account, areas)


def _as_account(parts: Parts, account: Account, areas: tuple[Area, ...]) -> Caller:
    return Caller(
        account_id=account.id,
        name=account.name,
        role=account.role,
        areas=areas,
        must_change_password=account.must_change_password,
        awaits_address=_awaits_address(account),
        must_set_up_factor=parts.demands_factor
        and account.role.reaches(Role.MANAGER)
        and account.code_secret is None,
    )


def _awaits_address(account: Account) -> bool:
    return account.mail_address is None and account.unconfirmed_address is not None
