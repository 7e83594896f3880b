"""Show whoever reads a site what keeps them from writing there, if anything does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.domain.sanctions import InForce, strictest
from moderation.storage import sanctions, sites

if TYPE_CHECKING:
    from moderation.parts import Parts


def show_sanction(parts: Parts, caller: Caller, site: str) -> InForce | None:
    """The strictest sanction that counts now for the reader who is signed in; staff have none.

    Raises:
        NotFound: when there is no such site.
    """
    if caller.account_id is None or caller.is_manager:
        return None
    with parts.database.reading() as session:
        place = sites.site_named(session, site)
        return strictest(sanctions.in_force_on(session, place, caller.account_id, parts.now()))
