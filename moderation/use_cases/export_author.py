"""Hand a site all that is kept of an author whom it names, for that author."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moderation.domain.callers import Caller, require_scope
from moderation.domain.errors import NotFound
from moderation.storage import authors, sites
from moderation.use_cases.steps.exporting import Person, everything_of

if TYPE_CHECKING:
    from moderation.parts import Parts


def export_author(parts: Parts, caller: Caller, site: str, author: str) -> dict[str, Any]:
    """Everything about an author, by the site's own id for them, as plain JSON values.

    Raises:
        NotSignedIn, NotAllowed: for all but a key of the site that may name authors.
        NotFound: when the site knows no such author.
    """
    require_scope(caller, "comments", site)
    with parts.database.reading() as session:
        known = authors.author_known_as(session, sites.site_named(session, site), author)
        if known is None:
            raise NotFound("There is no such author.", code="unknown_author")
        return everything_of(session, Person([known]), parts.now())
