"""Take in a guest, where the site's rules do: somebody with a name and no account, whose comments always wait."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from moderation.domain.errors import Malformed, NotAllowed
from moderation.domain.letters import mail_address
from moderation.domain.rules import Guests
from moderation.storage import accounts, authors, sites
from moderation.use_cases.steps.allowing import allow, whence
from moderation.use_cases.steps.blocking import refuse_blocked
from moderation.use_cases.steps.names import check_reader_name, checked_name
from moderation.use_cases.steps.reader_tokens import HandedOut, hand_out
from moderation.use_cases.steps.ruling import rules_at

if TYPE_CHECKING:
    from moderation.parts import Parts

LASTS = timedelta(days=1)
TAKEN = "Somebody who signed up is called that, or nearly. Choose another name."


def welcome_guest(parts: Parts, site: str, name: str, mail: str | None, address: str) -> HandedOut:
    """The token of a new author with this name; ``address`` is where the request came from.

    A mail address is only looked at for blocks, and kept nowhere.

    Raises:
        NotFound: when there is no such site.
        NotAllowed: when the site takes no guests, or none from there.
        Malformed: when the name or the mail address will not do, or an account has that name (or a look-alike).
        TooMany: when too many came from there.
    """
    now = parts.now()
    tidy, folded = checked_name(name)
    told = mail_address(mail) if mail else None
    with parts.database.writing() as session:
        allow(session, f"sign-up {whence(address)}", parts.limits.sign_ups_per_hour, 3600, now)
    with parts.database.writing() as session:
        place = sites.site_named(session, site)
        if rules_at(place).guests is Guests.NO:
            raise NotAllowed("Sign up to write here.", code="no_guests")
        refuse_blocked(session, address, told)
        check_reader_name(session, tidy)
        if accounts.account_named(session, folded) is not None:
            raise Malformed(TAKEN, fields={"name": [TAKEN]})
        guest = authors.add_guest(session, place, tidy, now)
        return hand_out(session, guest, now, LASTS)
