"""Replace what a site, or one of its sections, says of the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moderation.domain.rules import Rules
from moderation.storage import sites
from moderation.use_cases.steps.sections import section_path

if TYPE_CHECKING:
    from moderation.parts import Parts


def set_rules(parts: Parts, site: str, overrides: Any, section: str | None = None) -> None:
    """Have the site (or section) say ``overrides``, plain JSON, and nothing else; the next comment is judged by it.

    Raises:
        NotFound: when there is no such site.
        Malformed: when a rule will not do, named in ``fields``, or the section is no path; and nothing is kept.
    """
    Rules().overridden(overrides)
    path = section_path(section) if section is not None else None
    with parts.database.writing() as session:
        found = sites.site_named(session, site)
        if path is None:
            found.rules = dict(overrides)
        else:
            sites.replace_section_rules(session, found, path, dict(overrides))
