"""Confirm a mail address by the link that a letter took there; what waited for it is judged again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.errors import Conflict, NotFound
from moderation.domain.letters import LetterKind
from moderation.storage import jobs, mail_addresses
from moderation.use_cases.steps.following_links import link_followed, link_to_use
from moderation.use_cases.steps.judging import SCORE

if TYPE_CHECKING:
    from moderation.parts import Parts


def confirm_address(parts: Parts, token: str, address: str) -> str:
    """The name of the account whose address is confirmed now; ``address`` is where the request came from.

    Raises:
        NotFound: when the link was used, replaced or is over, or another address was asked for since.
        Conflict: when another account has confirmed the address meanwhile.
        TooMany: when too many links were tried from there.
    """
    link_followed(parts, LetterKind.CONFIRM, token, address)
    with parts.database.writing() as session:
        link = link_to_use(session, parts, LetterKind.CONFIRM, token)
        if link.address != link.account.unconfirmed_address:
            raise NotFound("Another address was asked for since. Follow its letter.", code="link_over")
        if not mail_addresses.confirm_address(session, link.account, link.address):
            raise Conflict("Another account has this address by now.", code="address_taken")
        for kind in (LetterKind.CONFIRM, LetterKind.RESET):
            mail_addresses.drop_links(session, link.account_id, kind)
        held = mail_addresses.held_comments_of(session, link.account_id)
        jobs.add_jobs(session, SCORE, held, parts.now())
        return link.account.name
