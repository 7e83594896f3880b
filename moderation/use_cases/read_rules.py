"""Read the rules of a site, or of one of its sections, for changing them: what is said there, and what around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from moderation.domain.callers import Area, Caller, require_manager
from moderation.domain.rule_shapes import usable
from moderation.domain.rules import Rules, effective
from moderation.storage import replays, rule_versions, sites
from moderation.use_cases.steps.rulemaking import said_at, within_reach

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.account_tables import Site

ENOUGH_SCORES = 2000
DAYS = 30


@dataclass(frozen=True)
class RulesHere:
    """The rules of a place: what it says itself, what is said around it, and who changed it last.

    ``sources`` tell of each rule that is said around it by whom: "" is the site, else the section nearest to it.
    ``unusable`` are complaints about what is stored. ``model`` are the thresholds of the model in service, ``scored``
    the scores of the last comments.
    """

    place: Area
    site_name: str
    number: int
    changed_by: str | None
    changed_at: datetime | None
    said: Mapping[str, Any]
    around: Rules
    in_force: Rules
    sources: Mapping[str, str]
    unusable: Mapping[str, Sequence[str]]
    model: Mapping[str, float]
    scored: Sequence[Mapping[str, float]]

    def share_at(self, attribute: str, threshold: float) -> float | None:
        """Which share of the comments that were lately scored this attribute would hold; None when none were."""
        scores = [each[attribute] for each in self.scored if attribute in each]
        return sum(score >= threshold for score in scores) / len(scores) if scores else None


def read_rules(parts: Parts, caller: Caller, place: Area) -> RulesHere:
    """The rules of the site or section.

    Raises:
        NotSignedIn, NotAllowed: for all but community managers.
        NotFound: when there is no such site, or the caller does not work on all of the place.
    """
    require_manager(caller)
    place = within_reach(caller, place)
    with parts.database.reading() as session:
        site = sites.site_named(session, place.site)
        stored = said_at(session, site, place.section_path)
        said, unusable = usable(stored)
        around = _around(session, site, place.section_path)
        last = rule_versions.latest_version(session, site, place.section_path)
        since = parts.now() - timedelta(days=DAYS)
        return RulesHere(
            place=place,
            site_name=site.name,
            number=last.number if last else 0,
            changed_by=last.manager.name if last and last.manager else None,
            changed_at=last.made_at if last else None,
            said=said,
            around=effective({}, list(around.values())),
            in_force=effective({}, [*around.values(), said]),
            sources={name: path for path, rules in around.items() for name in rules},
            unusable=unusable,
            model=dict(parts.scorer.thresholds()),
            scored=replays.recent_scores(session, site, place.section_path, since, ENOUGH_SCORES),
        )


def _around(session: Session, site: Site, path: str) -> dict[str, dict[str, Any]]:
    """What is said around the place, the site first: nothing around the site itself; what is unusable left out."""
    if not path:
        return {}
    along = sites.section_overrides(session, site, path)
    said = {"": site.rules, **{each: rules for each, rules in along.items() if each != path}}
    return {each: usable(rules)[0] for each, rules in said.items()}
