"""Take a site's word for who its reader is, and hand out a token with which they write for an hour."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from moderation.domain.errors import NotSignedIn
from moderation.storage import authors, identities, sites
from moderation.use_cases.steps.allowing import allow, whence
from moderation.use_cases.steps.names import check_reader_name, checked_name
from moderation.use_cases.steps.reader_tokens import HandedOut, hand_out
from moderation.use_cases.steps.vouching import identity_in

if TYPE_CHECKING:
    from moderation.parts import Parts

LASTS = timedelta(hours=1)
TRIED = 600
"""How many tokens may be tried in a minute from one place, which may be a site's own server."""


def vouch_for_reader(parts: Parts, site: str, token: str, address: str) -> HandedOut:
    """The token of the author whom the site's key vouches for; ``address`` is where the request came from.

    Raises:
        NotFound: when there is no such site.
        NotSignedIn: when no key of the site signed this, or it is over or was shown before.
        Malformed: when the name will not do.
        TooMany: when too many were tried from there.
    """
    now = parts.now()
    with parts.database.writing() as session:
        allow(session, f"sso from {whence(address)}", TRIED, 60, now)
    with parts.database.writing() as session:
        place = sites.site_named(session, site)
        identity = identity_in(token, identities.keys_of(session, place), now)
        if not identities.spend(session, identity.digest, identity.expires_at):
            raise NotSignedIn(
                "This token was shown before; sign a new one, with another jti.", code="token_replayed"
            )
        name, _ = checked_name(identity.name)
        check_reader_name(session, name)
        author = authors.author_of_identity(session, place, identity.id, name, now)
        return hand_out(session, author, now, LASTS)
