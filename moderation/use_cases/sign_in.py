"""Sign a browser in to an account, by its name or its mail address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.errors import NotSignedIn
from moderation.domain.folding import folded_text
from moderation.storage import accounts, mail_addresses
from moderation.use_cases.steps.allowing import allow, whence
from moderation.use_cases.steps.passwords import is_right
from moderation.use_cases.steps.signing_in import signed_in_as

if TYPE_CHECKING:
    from moderation.parts import Parts

_TRIES_FROM_ANYWHERE = 20
"""How many times the limit all addresses together may try a name: guessing stays slow, and locking out takes many."""


def sign_in(parts: Parts, name: str, password: str, address: str, browser: str = "") -> str:
    """The token that the browser shows from now on; ``address`` is where the request came from.

    ``name`` may be the account's mail address.

    Where a second factor is set up, the token identifies nobody: it is only good for ``confirm_sign_in``.

    Raises:
        NotSignedIn: when name and password do not go together; which of them is wrong is not said.
        TooMany: when this name was tried too often from this address or from all, or the address tried too many.
    """
    folded = "".join(folded_text(name).split())
    limit = parts.limits.sign_ins_per_minute
    with parts.database.writing() as session:  # committed before the check: a wrong guess counts too
        tried = f"sign-in name {accounts.digest_of(folded)}"
        allow(session, f"{tried} from {whence(address)}", limit, 60, parts.now())
        allow(session, tried, limit * _TRIES_FROM_ANYWHERE, 60, parts.now())
        allow(session, f"sign-in from {whence(address)}", limit * 3, 60, parts.now())
    with parts.database.reading() as session:
        by_name = accounts.account_named(
            session, folded
        )  # both are asked, whichever there is: it takes as long
        account = mail_addresses.account_at(session, name.strip().lower()) or by_name
    if not is_right(password, account.password_hash if account else None) or account is None:
        raise NotSignedIn("Wrong name or password.", code="wrong_password")
    with parts.database.writing() as session:
        return signed_in_as(session, parts, account, browser, awaits_code=account.code_secret is not None)
