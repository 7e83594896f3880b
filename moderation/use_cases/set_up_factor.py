"""Set up the second factor of one's own account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.acts import Deed
from moderation.domain.callers import Caller, require_account
from moderation.domain.errors import Malformed
from moderation.storage import accounts, factors
from moderation.use_cases.steps.people import keep_record
from moderation.use_cases.steps.proving import prove
from moderation.use_cases.steps.second_factor import give_codes, step_of

if TYPE_CHECKING:
    from moderation.parts import Parts


@dataclass(frozen=True)
class Proof:
    """The password, and the first code of the authenticator that shall be asked for from now on."""

    password: str
    code: str


def set_up_factor(parts: Parts, caller: Caller, secret: str, proof: Proof, token: str) -> list[str]:
    """The recovery codes, to be shown once; every other browser than that of ``token`` is signed out.

    ``secret`` is the one that was offered, empty when none was.

    Raises:
        NotSignedIn, NotAllowed: for all but those at the desk.
        TooMany: when the password was tried too often.
        Malformed: when the password is wrong, or the code is not one of this secret.
    """
    account_id = require_account(caller)
    prove(parts, account_id, proof.password)
    now = parts.now()
    step = step_of(secret, proof.code, now) if secret else None
    if step is None:
        complaint = "This code is not the one that the app should show. Is the clock of your phone right?"
        raise Malformed(complaint, fields={"code": [complaint]})
    with parts.database.writing() as session:
        account = accounts.account_with(session, account_id)
        before = {"second_factor": account.code_secret is not None}
        factors.set_secret(session, account, secret, step)
        accounts.end_sign_ins(session, account_id, now, but=accounts.digest_of(token))
        after = {"second_factor": True}
        keep_record(session, Deed.FACTOR, account, before, after, by=account_id, now=now)
        return give_codes(session, account)
