"""List how the rules of a site, or of one of its sections, came to be what they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from moderation.domain.callers import Area, Caller, require_manager
from moderation.domain.rule_words import differences
from moderation.storage import rule_versions, sites
from moderation.use_cases.steps.rulemaking import UNRECORDED, within_reach

if TYPE_CHECKING:
    from moderation.parts import Parts
    from moderation.storage.desk_tables import RulesVersion

MOST = 100


@dataclass(frozen=True)
class RuleChange:
    """One version: who made it (None: the command line, or nobody known), when and why, and what it changed."""

    number: int
    by: str | None
    is_recorded: bool
    note: str | None
    made_at: datetime
    differences: Sequence[str]


@dataclass(frozen=True)
class RuleChangePage:
    """A page of versions; ``next`` is the number to go on before, None at the end."""

    versions: Sequence[RuleChange]
    next: int | None


def list_rule_changes(
    parts: Parts, caller: Caller, place: Area, *, before: int | None = None, limit: int = MOST
) -> RuleChangePage:
    """The last versions there (before the one of a number, if it is given), the one in force first.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
        NotFound: when there is no such site, or the caller does not work on all of the place.
    """
    require_manager(caller)
    place = within_reach(caller, place)
    with parts.database.reading() as session:
        site = sites.site_named(session, place.site)
        versions = rule_versions.versions_of(session, site, place.section_path, limit + 1, before=before)
        changes = [_change(version, earlier) for version, earlier in pairwise([*versions, None]) if version]
    page = changes[:limit]
    return RuleChangePage(page, page[-1].number if len(changes) > limit else None)


def _change(version: RulesVersion, earlier: RulesVersion | None) -> RuleChange:
    return RuleChange(
        number=version.number,
        by=version.manager.name if version.manager else None,
        is_recorded=version.note != UNRECORDED,
        note=version.note,
        made_at=version.made_at,
        differences=differences(earlier.rules if earlier else {}, version.rules),
    )
