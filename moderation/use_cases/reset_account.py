"""Give the account of somebody at the desk a new one-time password and sign it out everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.acts import Deed
from moderation.domain.callers import OPERATOR, Caller, require_admin
from moderation.storage import accounts
from moderation.use_cases.steps.passwords import hashed, one_time
from moderation.use_cases.steps.people import account_at_desk, keep_record

if TYPE_CHECKING:
    from moderation.parts import Parts


def reset_account(parts: Parts, who: str | int, *, caller: Caller = OPERATOR) -> str:
    """The new one-time password of the account with this name or id, to be shown once and changed at the next sign-in.

    Raises:
        NotSignedIn, NotAllowed: for all but administrators and the operator.
        NotFound: when there is no such account.
        Malformed: when it is a reader's.
    """
    admin_id = require_admin(caller)
    password = one_time()
    password_hash = hashed(password)
    with parts.database.writing() as session:
        account = account_at_desk(session, who)
        accounts.set_password(session, account, password_hash, must_change=True, now=parts.now())
        after = {"one_time_password": True}
        keep_record(session, Deed.ACCOUNT, account, {}, after, by=admin_id, now=parts.now())
    return password
