"""Say what somebody may do at the desk from now on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.acts import Deed
from moderation.domain.callers import OPERATOR, ROLE_LABELS, Caller, Role, require_admin
from moderation.domain.errors import Malformed
from moderation.storage import authors, desk_accounts
from moderation.use_cases.steps.people import account_called, keep_record

if TYPE_CHECKING:
    from moderation.parts import Parts


def change_role(parts: Parts, who: str | int, role: Role, *, caller: Caller = OPERATOR) -> None:
    """Give the account with this name or id a role, which counts from its next request on.

    Raises:
        NotSignedIn, NotAllowed: for all but administrators and the operator.
        NotFound: when there is no such account.
        Malformed: when it has this role already, or is the last administrator's.
    """
    admin_id = require_admin(caller)
    with parts.database.writing() as session:
        admins = desk_accounts.administrators(session)
        account = account_called(session, who)
        before = account.role
        if before is role:
            raise _refused(f"{account.name} is {ROLE_LABELS[role]} already.")
        if [admin.id for admin in admins] == [account.id]:
            told = f"{account.name} is the last administrator. Make somebody else one first."
            raise _refused(told)
        account.role = role
        authors.set_staff(session, account.id, is_staff=role is not Role.READER)
        was, is_now = {"role": before.value}, {"role": role.value}
        keep_record(session, Deed.ROLE, account, was, is_now, by=admin_id, now=parts.now())


def _refused(complaint: str) -> Malformed:
    return Malformed(complaint, fields={"role": [complaint]})
