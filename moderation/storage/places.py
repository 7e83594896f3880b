"""What somebody at the desk may choose from: sites, sections, and who decides."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.domain.callers import Area, Role
from moderation.storage.account_tables import Account, Site
from moderation.storage.areas import within
from moderation.storage.tables import Article


def sites_within(session: Session, areas: Sequence[Area]) -> list[tuple[str, str]]:
    """The slugs and names of the sites that these areas lie in, in the order they were opened."""
    asked = select(Site.slug, Site.name).order_by(Site.id)
    if areas:
        asked = asked.where(Site.slug.in_({area.site for area in areas}))
    return [(slug, name) for slug, name in session.execute(asked)]


def sections_within(session: Session, areas: Sequence[Area]) -> Sequence[str]:
    """The section paths of articles in these areas, in order."""
    asked = select(Article.section_path).where(Article.section_path != "", within(areas)).distinct()
    return session.scalars(asked.order_by(Article.section_path)).all()


def deciders(session: Session) -> list[tuple[int, str]]:
    """The ids and names of all who work at the desk, by name."""
    asked = select(Account.id, Account.name).where(Account.role != Role.READER).order_by(Account.folded_name)
    return [(account_id, name) for account_id, name in session.execute(asked)]
