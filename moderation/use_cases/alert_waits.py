"""Tell who works there when a held comment has waited longer than its site wants, and clear that when none does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from moderation.domain.callers import areas_on
from moderation.domain.hooks import Happening
from moderation.domain.notices import News
from moderation.domain.promises import wait_target
from moderation.storage import accounts, desk_accounts, notices, sites, waits
from moderation.storage.desk_tables import Notice
from moderation.use_cases.steps.announcing import announce_to_site

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.account_tables import Site

MINUTE = timedelta(minutes=1)
NEVER = timedelta.max
"""The target of a site that wants no alert: nothing waits longer."""


def alert_waits(parts: Parts) -> None:
    """Look at every site's waits; each manager is told once, of what they work on alone, until all of that is within
    the target again, or they work there no more.

    A site is kept from other workers meanwhile, so that two of them tell nobody twice.
    """
    now = parts.now()
    with parts.database.reading() as session:
        longest = waits.longest_waits(session)
        everywhere = sites.all_sites(session)
    for site in everywhere:
        target = wait_target(sites.rules_of(site)) or NEVER
        late = {path: since for path, since in longest.get(site.id, {}).items() if now - since > target}
        with parts.database.writing() as session:
            waits.lock_site(session, site)
            _tell(session, site, late, target // MINUTE, now)


def _tell(session: Session, site: Site, late: Mapping[str, datetime], target: int, now: datetime) -> None:
    """Tell whoever was not told yet of what waits too long in these sections, and call off what no longer holds."""
    standing = notices.standing(session, _cause(site))
    concerned = _concerned(session, site, late) if late else {}
    told = {notice.account_id for notice in standing}
    untold = {account_id: since for account_id, since in concerned.items() if account_id not in told}
    notices.add_notices(session, [_alert(site, *each, target, now) for each in untold.items()])
    if untold and not standing:
        said = {"since": min(late.values()).isoformat(), "target_minutes": target}
        announce_to_site(session, site.id, Happening.WAITED, now, said)
    for notice in standing:
        if notice.account_id not in concerned:
            notice.called_off_at = now


def _concerned(session: Session, site: Site, late: Mapping[str, datetime]) -> dict[int, datetime]:
    """Since when what each at the desk works on waits longest, by account; without those of no late section."""
    areas = desk_accounts.all_areas(session)
    concerned: dict[int, datetime] = {}
    for account in accounts.managers(session):
        own = areas_on(site.slug, areas.get(account.id, ()))
        theirs = [since for path, since in late.items() if any(area.covers(site.slug, path) for area in own)]
        if theirs:
            concerned[account.id] = min(theirs)
    return concerned


def _alert(site: Site, account_id: int, since: datetime, target: int, now: datetime) -> Notice:
    said = {"site": site.name, "since": f"{since.day} {since:%B, %H:%M} UTC", "target": target}
    return Notice(
        news=News.WAIT, cause=_cause(site), account_id=account_id, said=said, made_at=now, due_at=now
    )


def _cause(site: Site) -> str:
    return f"wait {site.id}"
