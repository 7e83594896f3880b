"""Choose a new password; other browsers are signed out, and letters that were asked for open nothing any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.domain.errors import Malformed, NotSignedIn
from moderation.storage import accounts, mail_addresses
from moderation.use_cases.steps.allowing import allow
from moderation.use_cases.steps.passwords import hashed, is_right
from moderation.use_cases.steps.signing_in import signed_in_as

if TYPE_CHECKING:
    from moderation.parts import Parts


def change_password(parts: Parts, caller: Caller, old: str, new: str, browser: str = "") -> str:
    """The token of a new sign-in; every older one has ended.

    Raises:
        NotSignedIn: when nobody is signed in.
        TooMany: when it was tried too often.
        Malformed: when the old password is wrong, or the new one is the old one, too short or too long.
    """
    if caller.account_id is None:
        raise NotSignedIn("Sign in first.")
    with parts.database.writing() as session:  # committed before the check: a wrong guess counts too
        limit = parts.limits.sign_ins_per_minute
        allow(session, f"old password {caller.mark}", limit, 60, parts.now())
        account = accounts.account_with(session, caller.account_id)
    is_given = account.must_change_password
    if not is_right(old, account.password_hash):
        complaint = "This is not the one you were given." if is_given else "This is not your password."
        what = "one-time" if is_given else "old"
        raise Malformed(f"The {what} password is wrong.", fields={"old": [complaint]})
    if old == new:
        complaint = f"Choose another than the {'one you were given' if is_given else 'old one'}."
        raise Malformed("Choose another password.", fields={"password": [complaint]})
    password_hash = hashed(new)
    with parts.database.writing() as session:
        account = accounts.account_with(session, caller.account_id)
        accounts.set_password(session, account, password_hash, must_change=False, now=parts.now())
        mail_addresses.take_back_what_was_asked(session, account.id)
        return signed_in_as(session, parts, account, browser)
