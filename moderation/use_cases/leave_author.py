"""Let an author go whom a site names: what they wrote stays without a name, or is erased with all traces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_scope
from moderation.domain.errors import NotFound
from moderation.domain.leaving import Fate, Leaving
from moderation.storage import authors, sites
from moderation.use_cases.steps.leaving import begin, carry_out

if TYPE_CHECKING:
    from moderation.parts import Parts


def leave_author(parts: Parts, caller: Caller, site: str, author: str, fate: Fate) -> int:
    """How many comments are left to be erased by the worker; with none left the site's id names nobody.

    Raises:
        NotSignedIn, NotAllowed: for all but a key of the site that may name authors.
        NotFound: when the site knows no such author.
    """
    require_scope(caller, "comments", site)
    now = parts.now()
    with parts.database.writing() as session:
        known = authors.author_known_as(session, sites.site_named(session, site), author)
        if known is None:
            raise NotFound("There is no such author.", code="unknown_author")
        leaving = Leaving("author", known.id, fate)
        begin(session, leaving, now)
    return carry_out(parts, leaving, now)
