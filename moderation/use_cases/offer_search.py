"""Tell what a search may choose from: sites, their sections, who decides, and the searches that were kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_manager
from moderation.domain.rules import reasons_named
from moderation.storage import desk_accounts, places, saved_filters
from moderation.use_cases.steps.ruling import reasons_under_each

if TYPE_CHECKING:
    from moderation.parts import Parts


@dataclass(frozen=True)
class KeptSearch:
    """A search that was kept; ``query`` is what its address carries."""

    id: int
    name: str
    query: str


@dataclass(frozen=True)
class Offer:
    """Sites by slug and name, section paths, who decides by id and name, the labels of reasons by code, and the
    caller's own saved searches.
    """

    sites: Sequence[tuple[str, str]]
    sections: Sequence[str]
    deciders: Sequence[tuple[int, str]]
    reasons: Mapping[str, str]
    kept: Sequence[KeptSearch]


def offer_search(parts: Parts, caller: Caller) -> Offer:
    """What the caller may choose from; nothing outside their areas.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
    """
    account_id = require_manager(caller)
    with parts.database.reading() as session:
        kept = saved_filters.filters_of(session, account_id)
        return Offer(
            sites=places.sites_within(session, caller.areas),
            sections=places.sections_within(session, caller.areas),
            deciders=sorted(
                ((each.id, each.name) for each in desk_accounts.beside(session, caller.areas)),
                key=lambda known: known[1].casefold(),
            ),
            reasons=reasons_named(
                reasons_under_each(session, places.articles_within(session, caller.areas, None))
            ),
            kept=[KeptSearch(each.id, each.name, each.query) for each in kept],
        )
