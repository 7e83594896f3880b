"""Who works at the desk: roles, what each works on, and when they last came in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, joinedload

from moderation.domain.callers import Area, Role, overlap
from moderation.storage.account_tables import Account, Assignment, SignIn, Site
from moderation.storage.accounts import managers
from moderation.storage.upsert import insert


def last_sign_ins(session: Session, account_ids: Sequence[int]) -> dict[int, datetime]:
    """When these accounts last signed in, by id; those are missing who did not for as long as sign-ins are kept."""
    asked = select(SignIn.account_id, func.max(SignIn.began_at)).group_by(SignIn.account_id)
    found = session.execute(asked.where(SignIn.account_id.in_(account_ids), SignIn.awaits_code.is_(False)))
    return {account_id: began_at for account_id, began_at in found if began_at}


def all_areas(session: Session) -> dict[int, tuple[Area, ...]]:
    """What everybody works on, by account id; those are missing who work on everything."""
    asked = select(Assignment).options(joinedload(Assignment.site)).order_by(Assignment.id)
    areas: dict[int, tuple[Area, ...]] = {}
    for each in session.scalars(asked):
        areas[each.account_id] = (
            *areas.get(each.account_id, ()),
            Area(each.site.slug, each.section_path),
        )
    return areas


def beside(session: Session, areas: Sequence[Area]) -> Sequence[Account]:
    """Those at the desk who share an article with somebody who works on these areas, oldest account first."""
    theirs = all_areas(session)
    return [each for each in managers(session) if overlap(areas, theirs.get(each.id, ()))]


def administrators(session: Session) -> Sequence[Account]:
    """Every administrator, none of whom anybody else can demote until this transaction ends."""
    asked = select(Account).where(Account.role == Role.ADMIN).order_by(Account.id)
    return session.scalars(asked.with_for_update()).all()


def assign(session: Session, account: Account, site: Site, section_path: str) -> bool:
    """Have somebody work on a site or section; whether that is new."""
    made = session.scalar(
        insert(session, Assignment)
        .values(account_id=account.id, site_id=site.id, section_path=section_path)
        .on_conflict_do_nothing(index_elements=["account_id", "site_id", "section_path"])
        .returning(Assignment.id)
    )
    return made is not None


def unassign(session: Session, account: Account, site: Site, section_path: str) -> bool:
    """Have somebody no longer work on a site or section; whether they did."""
    gone = delete(Assignment).where(
        Assignment.account_id == account.id,
        Assignment.site_id == site.id,
        Assignment.section_path == section_path,
    )
    return session.scalar(gone.returning(Assignment.id)) is not None
