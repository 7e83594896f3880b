"""Give one's own account new recovery codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.acts import Deed
from moderation.domain.callers import Caller, require_account
from moderation.domain.errors import Malformed
from moderation.storage import accounts
from moderation.use_cases.steps.people import keep_record
from moderation.use_cases.steps.proving import prove
from moderation.use_cases.steps.second_factor import give_codes

if TYPE_CHECKING:
    from moderation.parts import Parts


def renew_codes(parts: Parts, caller: Caller, password: str) -> list[str]:
    """New recovery codes, to be shown once; older ones count no more.

    Raises:
        NotSignedIn, NotAllowed: for all but those at the desk.
        TooMany: when the password was tried too often.
        Malformed: when it is wrong, or there is no second factor.
    """
    account_id = require_account(caller)
    prove(parts, account_id, password)
    with parts.database.writing() as session:
        account = accounts.account_with(session, account_id)
        if account.code_secret is None:
            raise Malformed("Set up a second factor first.", code="no_factor")
        codes = give_codes(session, account)
        after = {"recovery_codes": len(codes)}
        keep_record(session, Deed.FACTOR, account, {}, after, by=account_id, now=parts.now())
        return codes
