"""Create a community manager's account with a one-time password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Role
from moderation.domain.errors import Conflict
from moderation.storage import accounts
from moderation.use_cases.steps.names import checked_name
from moderation.use_cases.steps.passwords import hashed, one_time

if TYPE_CHECKING:
    from moderation.parts import Parts


def create_account(parts: Parts, name: str, role: Role = Role.MANAGER) -> str:
    """The one-time password of the new account, to be shown once and changed at the first sign-in.

    Raises:
        Conflict: when the name, or one that looks like it, is taken.
        Malformed: when the name will not do.
    """
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
    return password
