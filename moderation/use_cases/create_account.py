"""Create the account of somebody at the desk, with a one-time password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.acts import Deed
from moderation.domain.callers import OPERATOR, Caller, Role, require_admin
from moderation.domain.errors import Conflict
from moderation.storage import accounts
from moderation.use_cases.steps.names import checked_name
from moderation.use_cases.steps.passwords import hashed, one_time
from moderation.use_cases.steps.people import keep_record

if TYPE_CHECKING:
    from moderation.parts import Parts


def create_account(parts: Parts, name: str, role: Role = Role.MANAGER, *, caller: Caller = OPERATOR) -> str:
    """The one-time password of the new account, to be shown once and changed at the first sign-in.

    Raises:
        NotSignedIn, NotAllowed: for all but administrators and the operator.
        Conflict: when the name, or one that looks like it, is taken.
        Malformed: when the name will not do.
    """
    admin_id = require_admin(caller)
    tidy, folded = checked_name(name)
    password = one_time()
    with parts.database.writing() as session:
        account = accounts.add_account(
            session,
            name=tidy,
            folded_name=folded,
            password_hash=hashed(password),
            role=role,
            must_change_password=True,
            now=parts.now(),
        )
        if account is None:
            raise Conflict(f"There is an account named {tidy} (or one that looks like it) already.")
        made = {"name": tidy, "role": role.value}
        keep_record(session, Deed.ACCOUNT, account, {}, made, by=admin_id, now=parts.now())
    return password
