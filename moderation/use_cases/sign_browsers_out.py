"""Sign browsers out of an account: one's own, or as an administrator anybody's at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.acts import Deed
from moderation.domain.callers import Caller, Role, require_account, require_role
from moderation.storage import accounts
from moderation.use_cases.steps.people import account_at_desk, keep_record

if TYPE_CHECKING:
    from moderation.parts import Parts


def sign_browsers_out(
    parts: Parts, caller: Caller, account_id: int, *, mark: str | None = None, token: str | None = None
) -> int:
    """How many browsers this signs out: the one with this mark, or all but that of ``token``; none if they were out.

    Raises:
        NotSignedIn: when nobody is signed in.
        NotAllowed: when the account is somebody else's, for all but administrators.
        NotFound: when there is no such account.
    """
    by = require_account(caller) if caller.account_id == account_id else require_role(caller, Role.ADMIN)
    but = accounts.digest_of(token) if token is not None else None
    with parts.database.writing() as session:
        account = account_at_desk(session, account_id)
        ended = accounts.end_sign_ins(session, account.id, parts.now(), only=mark, but=but)
        if ended:
            after = {"browsers": ended}
            keep_record(session, Deed.SIGN_OUT, account, {}, after, by=by, now=parts.now())
        return ended
