"""Have a site, or one of its sections, say again what an earlier version of its rules said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Area, Caller, Role, require_role
from moderation.domain.errors import Malformed
from moderation.storage import rule_versions, sites
from moderation.use_cases.steps.rulemaking import keep_rules, refuse_if_changed, within_reach

if TYPE_CHECKING:
    from moderation.parts import Parts


def revert_rules(parts: Parts, caller: Caller, place: Area, seen: int, number: int) -> int:
    """The number of the new version, which says what version ``number`` said; ``seen`` is the latest the caller saw.

    Raises:
        NotSignedIn, NotAllowed: for all but senior community managers.
        NotFound: when there is no such site or version, or the caller does not work on all of the place.
        Malformed: when that is what the rules say already, or cannot be used any more.
        Conflict: when somebody changed these rules since.
    """
    manager_id = require_role(caller, Role.SENIOR)
    place = within_reach(caller, place)
    with parts.database.writing() as session:
        site = sites.site_to_change(session, place.site)
        refuse_if_changed(session, site, place.section_path, seen)
        earlier = rule_versions.version_numbered(session, site, place.section_path, number)
        version = keep_rules(
            session,
            site,
            place.section_path,
            earlier.rules,
            manager_id=manager_id,
            note=f"Back to version {number}",
            now=parts.now(),
        )
        if version is None:
            raise Malformed("This is what the rules say already.", code="already_so")
        return version.number
