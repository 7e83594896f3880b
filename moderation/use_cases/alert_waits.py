"""Tell a site's managers when a held comment has waited longer than the site wants, and clear that when none does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from moderation.domain.hooks import Happening
from moderation.domain.notices import News
from moderation.domain.promises import wait_target
from moderation.storage import notices, sites, waits
from moderation.storage.desk_tables import Notice
from moderation.use_cases.steps.announcing import announce_to_site

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.account_tables import Site


def alert_waits(parts: Parts) -> None:
    """Look at every site's longest wait; each manager is told once until the queue is within the target again, or they
    work on the site no more.

    A site is kept from other workers meanwhile, so that two of them tell nobody twice.
    """
    now = parts.now()
    with parts.database.reading() as session:
        longest = waits.longest_waits(session)
        everywhere = sites.all_sites(session)
    for site in everywhere:
        since, target = longest.get(site.id), wait_target(sites.rules_of(site))
        with parts.database.writing() as session:
            waits.lock_site(session, site)
            standing = notices.standing(session, _cause(site))
            concerned: Sequence[int] = ()
            if since is not None and target is not None and now - since > target:
                concerned = waits.who_moderate(session, site)
                told = {notice.account_id for notice in standing}
                untold = [account_id for account_id in concerned if account_id not in told]
                _alert(session, site, untold, _said(site, since, target), now)
                if untold and not standing:
                    said = {"since": since.isoformat(), "target_minutes": int(target.total_seconds() // 60)}
                    announce_to_site(session, site.id, Happening.WAITED, now, said)
            for notice in standing:
                if notice.account_id not in concerned:
                    notice.called_off_at = now


def _said(site: Site, since: datetime, target: timedelta) -> dict[str, Any]:
    minutes = int(target.total_seconds() // 60)
    return {"site": site.name, "since": f"{since.day} {since:%B, %H:%M} UTC", "target": minutes}


def _alert(session: Session, site: Site, whom: Sequence[int], said: dict[str, Any], now: datetime) -> None:
    notices.add_notices(
        session,
        [
            Notice(
                news=News.WAIT, cause=_cause(site), account_id=account_id, said=said, made_at=now, due_at=now
            )
            for account_id in whom
        ],
    )


def _cause(site: Site) -> str:
    return f"wait {site.id}"
