"""What sites and sections said of the rules, version by version; "" is the path of the site itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from moderation.domain.errors import NotFound
from moderation.storage.account_tables import Site
from moderation.storage.desk_tables import RulesVersion


def versions_of(
    session: Session, site: Site, path: str, limit: int, *, before: int | None = None
) -> Sequence[RulesVersion]:
    """The last versions there (before the one of a number, if given), the latest first, each with who made it."""
    asked = (
        select(RulesVersion)
        .where(RulesVersion.site_id == site.id, RulesVersion.section_path == path)
        .order_by(RulesVersion.number.desc())
        .limit(limit)
        .options(joinedload(RulesVersion.manager))
    )
    if before is not None:
        asked = asked.where(RulesVersion.number < before)
    return session.scalars(asked).all()


def latest_version(session: Session, site: Site, path: str) -> RulesVersion | None:
    """The version in force there; None where no change was ever kept."""
    return next(iter(versions_of(session, site, path, 1)), None)


def kept_versions(session: Session, site: Site) -> set[tuple[str, int, str]]:
    """Every version kept of the site's rules and its sections': path, number, and when it was made, in ISO."""
    rows = session.execute(
        select(RulesVersion.section_path, RulesVersion.number, RulesVersion.made_at).where(
            RulesVersion.site_id == site.id
        )
    )
    return {(path, number, made_at.isoformat()) for path, number, made_at in rows}


def version_numbered(session: Session, site: Site, path: str, number: int) -> RulesVersion:
    """The version of this number.

    Raises:
        NotFound: when there is none.
    """
    asked = select(RulesVersion).where(
        RulesVersion.site_id == site.id, RulesVersion.section_path == path, RulesVersion.number == number
    )
    version = session.scalar(asked)
    if version is None:
        raise NotFound("There is no such version of the rules.", code="unknown_version")
    return version


def add_version(
    session: Session,
    site: Site,
    path: str,
    rules: dict[str, Any],
    *,
    manager_id: int | None,
    note: str | None,
    now: datetime,
) -> RulesVersion:
    """The next version there, in force from now on."""
    before = latest_version(session, site, path)
    version = RulesVersion(
        site_id=site.id,
        section_path=path,
        number=before.number + 1 if before else 1,
        rules=rules,
        manager_id=manager_id,
        note=note,
        made_at=now,
    )
    session.add(version)
    session.flush()
    return version
