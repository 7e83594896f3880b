"""Who works at the desk, as an administrator sees them; and keeping a record of what is done about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from moderation.domain.acts import Deed, subject_of
from moderation.domain.callers import Area, Role
from moderation.domain.errors import Malformed, NotFound
from moderation.storage import accounts
from moderation.storage.acts import Change, add_act
from moderation.use_cases.steps.names import checked_name

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.account_tables import Account, SignIn


@dataclass(frozen=True)
class DeskAccount:
    """Somebody at the desk; ``id`` names them in decisions. Without ``areas`` they work on everything."""

    id: int
    name: str
    role: Role
    areas: tuple[Area, ...]
    has_one_time_password: bool
    has_factor: bool
    last_sign_in_at: datetime | None
    created_at: datetime


@dataclass(frozen=True)
class SignedInBrowser:
    """A browser that is signed in; ``mark`` names it, ``is_this`` is the one that asks."""

    mark: str
    browser: str
    began_at: datetime | None
    is_this: bool


def desk_account_of(
    account: Account, areas: tuple[Area, ...], last_sign_in_at: datetime | None
) -> DeskAccount:
    """An account as an administrator sees it."""
    return DeskAccount(
        id=account.id,
        name=account.name,
        role=account.role,
        areas=areas,
        has_one_time_password=account.must_change_password,
        has_factor=account.code_secret is not None,
        last_sign_in_at=last_sign_in_at,
        created_at=account.created_at,
    )


def browser_of(sign_in: SignIn, this: str | None = None) -> SignedInBrowser:
    """A sign-in as its owner or an administrator sees it; ``this`` is the digest of the asking browser's token."""
    return SignedInBrowser(sign_in.digest, sign_in.browser, sign_in.began_at, sign_in.digest == this)


def account_called(session: Session, who: str | int) -> Account:
    """The account with this id or name, whoever's it is.

    Raises:
        NotFound: when there is none.
        Malformed: when that can be nobody's name.
    """
    if isinstance(who, int):
        return accounts.account_with(session, who)
    account = accounts.account_named(session, checked_name(who)[1])
    if account is None:
        raise NotFound(f"There is no account named {who}.", code="unknown_account")
    return account


def account_at_desk(session: Session, who: str | int) -> Account:
    """The account of somebody at the desk with this id or name.

    Raises:
        NotFound: when there is none.
        Malformed: when it is a reader's, or that can be nobody's name.
    """
    account = account_called(session, who)
    if not account.role.reaches(Role.MANAGER):
        raise Malformed(f"{account.name} is a reader, who does not work at the desk.", code="not_a_manager")
    return account


def keep_record(
    session: Session,
    deed: Deed,
    account: Account,
    before: dict[str, Any],
    after: dict[str, Any],
    *,
    by: int | None,
    now: datetime,
) -> None:
    """Record what was done to an account, and by whom (nobody: the operator)."""
    add_act(session, deed, subject_of("account", account.id), Change(before, after), manager_id=by, now=now)
