"""Give a community manager's account a new one-time password and sign it out everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Role
from moderation.domain.errors import Malformed, NotFound
from moderation.storage import accounts
from moderation.use_cases.steps.names import checked_name
from moderation.use_cases.steps.passwords import hashed, one_time

if TYPE_CHECKING:
    from moderation.parts import Parts


def reset_account(parts: Parts, name: str) -> str:
    """The new one-time password, to be shown once and changed at the next sign-in.

    Raises:
        NotFound: when there is no such account.
        Malformed: when it is a reader's.
    """
    _, folded = checked_name(name)
    password = one_time()
    with parts.database.writing() as session:
        account = accounts.account_named(session, folded)
        if account is None:
            raise NotFound(f"There is no account named {name}.", code="unknown_account")
        if not account.role.reaches(Role.MANAGER):
            told = f"{account.name} is a reader; only community managers' passwords are reset here."
            raise Malformed(told, code="not_a_manager")
        accounts.set_password(session, account, hashed(password), must_change=True)
    return password
