"""Delete somebody's own account: what they wrote stays without a name, or is erased with all traces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.domain.errors import Malformed, NotAllowed, NotSignedIn
from moderation.domain.leaving import Fate, Leaving
from moderation.storage import accounts
from moderation.use_cases.steps.allowing import allow
from moderation.use_cases.steps.leaving import begin, carry_out
from moderation.use_cases.steps.passwords import is_right

if TYPE_CHECKING:
    from moderation.parts import Parts


def leave_account(parts: Parts, caller: Caller, password: str, fate: Fate) -> int:
    """How many comments are left to be erased by the worker; with none left the account is gone.

    Raises:
        NotSignedIn: when nobody is signed in.
        NotAllowed: when it is the account of somebody at the desk, which an administrator makes a reader's first.
        TooMany: when it was tried too often.
        Malformed: when the password is wrong.
    """
    if caller.account_id is None:
        raise NotSignedIn("Sign in first.")
    if caller.is_manager:
        raise NotAllowed(
            "You work at the desk. Ask an administrator to make you a reader first.", code="staff"
        )
    now = parts.now()
    with parts.database.writing() as session:  # committed before the check: a wrong guess counts too
        allow(session, f"old password {caller.mark}", parts.limits.sign_ins_per_minute, 60, now)
        account = accounts.account_with(session, caller.account_id)
    if not is_right(password, account.password_hash):
        raise Malformed("The password is wrong.", fields={"password": ["This is not your password."]})
    leaving = Leaving("account", caller.account_id, fate)
    with parts.database.writing() as session:
        begin(session, leaving, now)
    return carry_out(parts, leaving, now)
