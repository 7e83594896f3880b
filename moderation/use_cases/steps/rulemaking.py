"""Changing what a site or section says of the rules: every change is a version, and is recorded as an act."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from moderation.domain.acts import Deed, subject_of
from moderation.domain.callers import Area, Caller
from moderation.domain.errors import Conflict, Malformed, NotFound
from moderation.domain.rule_shapes import usable
from moderation.domain.rule_words import RULE_WORDS
from moderation.domain.rules import Rules
from moderation.storage import rule_versions, sites
from moderation.storage.acts import Change, add_act
from moderation.use_cases.steps.sections import section_path

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.storage.account_tables import Site
    from moderation.storage.desk_tables import RulesVersion

LONGEST_NOTE = 1000
UNRECORDED = "Stood here without a record of the change"


def within_reach(caller: Caller, place: Area) -> Area:
    """The site or section whose rules are asked for, its path as articles have it.

    Raises:
        NotFound: when the caller does not work on all of it.
        Malformed: when the section is no path.
    """
    path = section_path(place.section_path) if place.section_path else ""
    if not caller.works_on(place.site, path):
        raise NotFound("There are no such rules.", code="unknown_rules")
    return Area(place.site, path)


def said_at(session: Session, site: Site, path: str) -> Any:
    """What the site ("") or the section says of the rules now, as it is stored: usable or not."""
    return site.rules if not path else sites.section_overrides(session, site, path).get(path, {})


def refuse_if_changed(session: Session, site: Site, path: str, seen: int) -> None:
    """Refuse to go on when somebody changed these rules since they were seen at version ``seen`` (0: none yet).

    Raises:
        Conflict: who changed them, and when.
    """
    latest = rule_versions.latest_version(session, site, path)
    if latest is not None and latest.number != seen:
        who = latest.manager.name if latest.manager else "The command line"
        when = f"{latest.made_at:%-d %B, %H:%M} UTC"
        raise Conflict(f"{who} changed these rules on {when}, after you opened them. Yours were not saved.")


def keep_rules(
    session: Session,
    site: Site,
    path: str,
    said: Any,
    *,
    manager_id: int | None,
    note: str | None,
    now: datetime,
) -> RulesVersion | None:
    """The new version, in force from now on; None when it would say what is said already.

    Raises:
        Malformed: when a rule will not do, named in ``fields``, or the note is too long.
    """
    Rules().overridden(said)
    if note is not None and len(note) > LONGEST_NOTE:
        raise Malformed("The note is too long.", fields={"note": [f"At most {LONGEST_NOTE} characters."]})
    before = said_at(session, site, path)
    if before == said:
        return None
    stood, _ = usable(before)
    latest = rule_versions.latest_version(session, site, path)
    if latest is None or latest.rules != stood:
        latest = rule_versions.add_version(
            session, site, path, stood, manager_id=None, note=UNRECORDED, now=now
        )
    version = rule_versions.add_version(
        session, site, path, dict(said), manager_id=manager_id, note=note, now=now
    )
    sites.replace_rules(session, site, path, dict(said))
    _record(session, site, latest, version)
    return version


def _record(session: Session, site: Site, before: RulesVersion, after: RulesVersion) -> None:
    """The act, which names the two versions and the rules that changed; what they say is in the versions."""
    changed = [name for name in RULE_WORDS if before.rules.get(name) != after.rules.get(name)]
    change = Change(
        before={"version": before.number},
        after={
            "version": after.number,
            **({"section": after.section_path} if after.section_path else {}),
            "rules": changed,
        },
        note=after.note,
    )
    add_act(
        session,
        Deed.RULES,
        subject_of("site", site.id),
        change,
        manager_id=after.manager_id,
        now=after.made_at,
        site_id=site.id,
    )
