"""Asking once more for the password before anything about an account's safety changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.errors import Malformed
from moderation.storage import accounts
from moderation.use_cases.steps.allowing import allow
from moderation.use_cases.steps.passwords import is_right

if TYPE_CHECKING:
    from moderation.parts import Parts


def prove(parts: Parts, account_id: int, password: str) -> None:
    """Go on when this is the account's password: an unwatched browser must not be enough.

    Raises:
        TooMany: when it was tried too often.
        Malformed: when it is wrong.
    """
    limit = parts.limits.sign_ins_per_minute
    with parts.database.writing() as session:  # committed before the check: a wrong guess counts too
        allow(session, f"old password account:{account_id}", limit, 60, parts.now())
        account = accounts.account_with(session, account_id)
    if not is_right(password, account.password_hash):
        raise Malformed("The password is wrong.", fields={"password": ["This is not your password."]})
