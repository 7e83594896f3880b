"""Show whoever reads a site what keeps them from writing there, if anything does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.domain.sanctions import InForce, strictest
from moderation.storage import identities, sanctions, sites
from moderation.use_cases.steps.sanctioning import sanction_on

if TYPE_CHECKING:
    from moderation.parts import Parts


def show_sanction(parts: Parts, caller: Caller, site: str) -> InForce | None:
    """The strictest sanction that counts now for the reader who is signed in; staff have none.

    Raises:
        NotFound: when there is no such site.
    """
    if not caller.is_reader or caller.is_manager:
        return None
    with parts.database.reading() as session:
        place = sites.site_named(session, site)
        if caller.author_id is not None:
            return sanction_on(session, identities.author_numbered(session, caller.author_id), parts.now())
        return strictest(sanctions.in_force_on(session, place, caller.account_id or 0, parts.now()))
