"""Remove the second factor of somebody who lost their authenticator and recovery codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.acts import Deed
from moderation.domain.callers import OPERATOR, Caller, require_admin
from moderation.domain.errors import Malformed
from moderation.storage import accounts, factors
from moderation.use_cases.steps.people import account_at_desk, keep_record

if TYPE_CHECKING:
    from moderation.parts import Parts


def remove_factor(parts: Parts, who: str | int, *, caller: Caller = OPERATOR) -> None:
    """Have the account with this name or id be asked for its password alone, and sign it out everywhere.

    Raises:
        NotSignedIn, NotAllowed: for all but administrators and the operator.
        NotFound: when there is no such account.
        Malformed: when it is a reader's, or has no second factor.
    """
    admin_id = require_admin(caller)
    now = parts.now()
    with parts.database.writing() as session:
        account = account_at_desk(session, who)
        if account.code_secret is None:
            raise Malformed(f"{account.name} has no second factor.", code="no_factor")
        factors.set_secret(session, account, None, None)
        accounts.end_sign_ins(session, account.id, now)
        was, is_now = {"second_factor": True}, {"second_factor": False}
        keep_record(session, Deed.FACTOR, account, was, is_now, by=admin_id, now=now)
