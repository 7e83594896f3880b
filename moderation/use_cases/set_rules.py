"""Replace what a site, or one of its sections, says of the rules, from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moderation.storage import articles, sites
from moderation.use_cases.steps.rulemaking import keep_rules
from moderation.use_cases.steps.sections import section_path

if TYPE_CHECKING:
    from moderation.parts import Parts


def set_rules(
    parts: Parts, site: str, overrides: Any, section: str | None = None, *, note: str | None = None
) -> bool:
    """Have the site (or section) say ``overrides``, plain JSON, and nothing else; the next comment is judged by it.

    Answers whether they reach anything by now: of a section, whether an article lies there.

    Raises:
        NotFound: when there is no such site.
        Malformed: when a rule will not do, named in ``fields``, or the section is no path; and nothing is kept.
    """
    path = section_path(section) if section is not None else ""
    with parts.database.writing() as session:
        found = sites.site_to_change(session, site)
        keep_rules(session, found, path, overrides, manager_id=None, note=note, now=parts.now())
        return not path or articles.any_under(session, found, path)
