"""Do without the second factor of one's own account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.acts import Deed
from moderation.domain.callers import Caller, require_account
from moderation.domain.errors import Malformed, NotAllowed
from moderation.storage import accounts, factors
from moderation.use_cases.steps.people import keep_record
from moderation.use_cases.steps.proving import prove

if TYPE_CHECKING:
    from moderation.parts import Parts


def drop_factor(parts: Parts, caller: Caller, password: str) -> None:
    """Be asked for the password alone from now on.

    Raises:
        NotSignedIn: when nobody is signed in.
        NotAllowed: for all but those at the desk, and where a second factor is demanded.
        TooMany: when the password was tried too often.
        Malformed: when it is wrong, or there is no second factor.
    """
    account_id = require_account(caller)
    if parts.demands_factor:
        told = "Whoever runs this service demands a second factor. You can set up another one."
        raise NotAllowed(told, code="factor_needed")
    prove(parts, account_id, password)
    with parts.database.writing() as session:
        account = accounts.account_with(session, account_id)
        if account.code_secret is None:
            raise Malformed("There is no second factor.", code="no_factor")
        factors.set_secret(session, account, None, None)
        was, is_now = {"second_factor": True}, {"second_factor": False}
        keep_record(session, Deed.FACTOR, account, was, is_now, by=account_id, now=parts.now())
