"""Sites and their sections' rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Text, cast, literal, select
from sqlalchemy.orm import Session

from moderation.domain.articles import along
from moderation.domain.errors import Malformed, NotFound
from moderation.domain.rules import Rules, effective
from moderation.storage.account_tables import Site
from moderation.storage.tables import Article, Section
from moderation.storage.upsert import insert

Overrides = Mapping[tuple[int, str], dict[str, Any]]
"""What sections say of the rules, by site number and section path."""


def site_named(session: Session, slug: str) -> Site:
    """The site of this name.

    Raises:
        NotFound: when there is none.
    """
    site = session.scalar(select(Site).where(Site.slug == slug))
    if site is None:
        raise NotFound("There is no such site.", code="unknown_site")
    return site


def slug_of(session: Session, site_id: int) -> str:
    """The name of the site with this number in addresses."""
    return session.scalars(select(Site.slug).where(Site.id == site_id)).one()


def all_sites(session: Session) -> Sequence[Site]:
    """Every site, in the order they were opened."""
    return session.scalars(select(Site).order_by(Site.id)).all()


def add_site(session: Session, slug: str, name: str, now: datetime, rules: dict[str, Any]) -> Site:
    """The site of this name, made now if it was not there."""
    session.execute(
        insert(session, Site)
        .values(slug=slug, name=name, rules=rules, created_at=now)
        .on_conflict_do_nothing(index_elements=["slug"])
    )
    return site_named(session, slug)


def rules_for(article: Article, said: Overrides) -> Rules:
    """The rules in force under an article: its site's, then its sections' from the outermost inwards; and its own mode.

    Raises:
        Malformed: when what is stored cannot be used.
    """
    sections = [(article.site_id, path) for path in along(article.section_path)]
    rules = effective(article.site.rules, [said[section] for section in sections if section in said])
    return replace(rules, mode=article.mode) if article.mode else rules


def said_around(session: Session, articles: Iterable[Article]) -> Overrides:
    """What the sections around these articles say of the rules."""
    around = {(article.site_id, path) for article in articles for path in along(article.section_path)}
    if not around:
        return {}
    there = Section.site_id.in_({site for site, _ in around}), Section.path.in_({path for _, path in around})
    return {
        (section.site_id, section.path): section.rules
        for section in session.scalars(select(Section).where(*there))
    }


def rules_of(site: Site) -> Rules:
    """The rules that a whole site says; the defaults where they cannot be read (``doctor`` tells the operator)."""
    try:
        return effective(site.rules, ())
    except Malformed:
        return Rules()


def section_overrides(session: Session, site: Site, path: str) -> dict[str, dict[str, Any]]:
    """What the sections along a path say of the rules, by their own paths, from the outermost inwards."""
    paths = along(path)
    if not paths:
        return {}
    rows = session.scalars(select(Section).where(Section.site_id == site.id, Section.path.in_(paths)))
    return {section.path: section.rules for section in sorted(rows, key=lambda section: len(section.path))}


def site_to_change(session: Session, slug: str) -> Site:
    """The site of this name, whose rules nobody else changes until this transaction ends.

    Raises:
        NotFound: when there is none.
    """
    site = session.scalar(select(Site).where(Site.slug == slug).with_for_update(key_share=True))
    return site or site_named(session, slug)


def rules_said(session: Session, site: Site) -> dict[str, dict[str, Any]]:
    """What the site ("") and its sections say of the rules, by path; those that say nothing are left out."""
    rows = session.scalars(select(Section).where(Section.site_id == site.id))
    said = {"": site.rules, **{section.path: section.rules for section in rows}}
    return {path: rules for path, rules in said.items() if rules}


def replace_rules(session: Session, site: Site, path: str, rules: dict[str, Any]) -> None:
    """Have the site (path "") or the section say these rules and no others."""
    if not path:
        site.rules = rules
        return
    session.execute(
        insert(session, Section)
        .values(site_id=site.id, path=path, rules=rules)
        .on_conflict_do_update(index_elements=["site_id", "path"], set_={"rules": rules})
    )


def section_paths(session: Session, site: Site) -> list[str]:
    """Every section that an article lies in or that says rules, with those around it, in order."""
    of_articles = select(Article.section_path).where(Article.site_id == site.id).distinct()
    of_sections = select(Section.path).where(Section.site_id == site.id)
    known = {*session.scalars(of_articles), *session.scalars(of_sections)}
    return sorted({each for path in known for each in along(path)})


def rules_as_written(session: Session) -> Sequence[tuple[str, str, str]]:
    """(Site, section path or "", rules) of all that say any, as the text that is stored, readable or not."""
    of_sites = select(Site.slug, literal("").label("path"), cast(Site.rules, Text))
    of_sections = select(Site.slug, Section.path, cast(Section.rules, Text)).join(
        Site, Site.id == Section.site_id
    )
    return [(slug, path, text) for slug, path, text in session.execute(of_sites.union_all(of_sections))]
