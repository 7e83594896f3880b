"""Show the rules in force at a site or in one of its sections, and who says what differs from the defaults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from moderation.domain.rules import Rules, effective
from moderation.storage import sites
from moderation.use_cases.steps.sections import section_path

if TYPE_CHECKING:
    from moderation.parts import Parts


@dataclass(frozen=True)
class RulesInForce:
    """The rules merged, and what overrides the defaults: by the site ("") and by sections, outermost first."""

    rules: Rules
    overridden: dict[str, dict[str, Any]]


def show_rules(parts: Parts, site: str, section: str | None = None) -> RulesInForce:
    """The rules by which a comment is judged there.

    Raises:
        NotFound: when there is no such site.
        Malformed: when the section is no path, or what is stored cannot be used.
    """
    with parts.database.reading() as session:
        found = sites.site_named(session, site)
        along = sites.section_overrides(session, found, section_path(section)) if section is not None else {}
    rules = effective(found.rules, list(along.values()))
    return RulesInForce(rules, {path: said for path, said in {"": found.rules, **along}.items() if said})
