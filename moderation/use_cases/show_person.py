"""Show somebody at the desk to an administrator: what they may do, and in which browsers they are signed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_admin
from moderation.domain.errors import Malformed, NotFound
from moderation.storage import accounts, desk_accounts, sites
from moderation.use_cases.steps.people import (
    DeskAccount,
    SignedInBrowser,
    account_at_desk,
    browser_of,
    desk_account_of,
)

if TYPE_CHECKING:
    from moderation.parts import Parts


@dataclass(frozen=True)
class Person:
    """Somebody at the desk; ``sites`` are all there are, by address name, that they could work on."""

    account: DeskAccount
    browsers: Sequence[SignedInBrowser]
    sites: Sequence[tuple[str, str]]


def show_person(parts: Parts, caller: Caller, account_id: int) -> Person:
    """The person with this account.

    Raises:
        NotSignedIn, NotAllowed: for all but administrators.
        NotFound: when nobody at the desk has it.
    """
    require_admin(caller)
    with parts.database.reading() as session:
        try:
            account = account_at_desk(session, account_id)
        except Malformed as reader:
            raise NotFound("Nobody at the desk has this account.", code="unknown_account") from reader
        last = desk_accounts.last_sign_ins(session, [account.id])
        return Person(
            desk_account_of(account, accounts.areas_of(session, account.id), last.get(account.id)),
            [browser_of(each) for each in accounts.sign_ins_of(session, account.id, parts.now())],
            [(site.slug, site.name) for site in sites.all_sites(session)],
        )
