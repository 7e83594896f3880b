"""List those who work at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import OPERATOR, Caller, require_admin
from moderation.storage import accounts, desk_accounts
from moderation.use_cases.steps.people import DeskAccount, desk_account_of

if TYPE_CHECKING:
    from moderation.parts import Parts


def list_accounts(parts: Parts, *, caller: Caller = OPERATOR) -> list[DeskAccount]:
    """Everybody at the desk, oldest account first.

    Raises:
        NotSignedIn, NotAllowed: for all but administrators and the operator.
    """
    require_admin(caller)
    with parts.database.reading() as session:
        at_desk = accounts.managers(session)
        areas = desk_accounts.all_areas(session)
        last = desk_accounts.last_sign_ins(session, [account.id for account in at_desk])
        return [
            desk_account_of(account, areas.get(account.id, ()), last.get(account.id)) for account in at_desk
        ]
