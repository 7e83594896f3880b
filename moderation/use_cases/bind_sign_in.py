"""Bind a sign-in to one site, so that the site's pages can show its token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Role
from moderation.domain.errors import NotAllowed, NotSignedIn
from moderation.storage import accounts, sites
from moderation.use_cases.steps.signing_in import signed_in_as

if TYPE_CHECKING:
    from moderation.parts import Parts


WHY = {
    True: "Your account asks for a second factor. Sign in on the desk's own pages.",
    False: "Community managers write on the desk's own pages. Sign in there.",
}
"""What is said to readers, and to who works at the desk."""


def bind_sign_in(parts: Parts, token: str, site: str) -> str:
    """The token that is good at this site alone, in place of the one just handed out, which ends.

    Raises:
        NotFound: when there is no such site.
        NotSignedIn: when the token has ended.
        NotAllowed: for who works at the desk or has a second factor: they sign in on the desk's own pages.
    """
    now = parts.now()
    with parts.database.writing() as session:
        place = sites.site_named(session, site)
        sign_in = accounts.signed_in(session, token)
        if sign_in is None or sign_in.expires_at <= now:
            raise NotSignedIn("You were signed out. Sign in again.", code="session_expired")
        accounts.end_sign_in(session, token, now)
        is_reader = sign_in.account.role is Role.READER and not sign_in.awaits_code
        if is_reader:
            return signed_in_as(session, parts, sign_in.account, sign_in.browser, site=place)
    raise NotAllowed(WHY[sign_in.account.role is Role.READER], code="desk_account")
