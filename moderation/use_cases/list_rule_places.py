"""List the sites and sections whose rules somebody at the desk may read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, require_manager
from moderation.storage import sites

if TYPE_CHECKING:
    from moderation.parts import Parts


@dataclass(frozen=True)
class RulePlace:
    """A site ("" is its path) or a section of it, and whether it says any rules itself."""

    site: str
    site_name: str
    section_path: str
    says: bool


def list_rule_places(parts: Parts, caller: Caller) -> Sequence[RulePlace]:
    """Every place that the caller works on all of, site by site, each before its sections.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
    """
    require_manager(caller)
    with parts.database.reading() as session:
        return [
            RulePlace(site.slug, site.name, path, path in said)
            for site in sites.all_sites(session)
            for said in [sites.rules_said(session, site)]
            for path in ("", *sites.section_paths(session, site))
            if caller.works_on(site.slug, path)
        ]
