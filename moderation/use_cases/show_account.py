"""Show somebody at the desk their own account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_account
from moderation.storage import accounts, desk_accounts, factors
from moderation.use_cases.steps.people import DeskAccount, SignedInBrowser, browser_of, desk_account_of

if TYPE_CHECKING:
    from moderation.parts import Parts


@dataclass(frozen=True)
class OwnAccount:
    """An account as its owner sees it: its browsers latest first, and how many recovery codes are left."""

    account: DeskAccount
    browsers: Sequence[SignedInBrowser]
    codes_left: int
    demands_factor: bool


def show_account(parts: Parts, caller: Caller, token: str) -> OwnAccount:
    """The caller's account; ``token`` is that of the browser that asks.

    Raises:
        NotSignedIn, NotAllowed: for all but those at the desk.
    """
    account_id = require_account(caller)
    this = accounts.digest_of(token)
    with parts.database.reading() as session:
        account = accounts.account_with(session, account_id)
        last = desk_accounts.last_sign_ins(session, [account.id])
        return OwnAccount(
            desk_account_of(account, caller.areas, last.get(account_id)),
            [browser_of(each, this) for each in accounts.sign_ins_of(session, account_id, parts.now())],
            factors.codes_left(session, account_id),
            parts.demands_factor,
        )
