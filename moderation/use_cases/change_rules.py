"""Change what a site, or one of its sections, says of the rules, as a senior community manager."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moderation.domain.callers import Area, Caller, Role, require_role
from moderation.domain.errors import Malformed
from moderation.storage import sites
from moderation.use_cases.steps.rulemaking import keep_rules, refuse_if_changed, within_reach

if TYPE_CHECKING:
    from moderation.parts import Parts


def change_rules(
    parts: Parts, caller: Caller, place: Area, seen: int, said: Any, *, note: str | None = None
) -> int:
    """The number of the new version, by which the next comment is judged.

    ``said`` is all that the site or section overrides, plain JSON; ``seen`` the version as the caller saw it, 0 where
    there was none.

    Raises:
        NotSignedIn, NotAllowed: for all but senior community managers.
        NotFound: when there is no such site, or the caller does not work on all of the place.
        Malformed: when a rule will not do, named in ``fields``, or nothing would change.
        Conflict: when somebody changed these rules since.
    """
    manager_id = require_role(caller, Role.SENIOR)
    place = within_reach(caller, place)
    with parts.database.writing() as session:
        site = sites.site_to_change(session, place.site)
        refuse_if_changed(session, site, place.section_path, seen)
        version = keep_rules(
            session, site, place.section_path, said, manager_id=manager_id, note=note, now=parts.now()
        )
        if version is None:
            raise Malformed("This is what the rules say already.", code="already_so")
        return version.number
