"""How often accounts are told of their notices by mail, up to when they were, and who has something to be told."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from moderation.domain.mailing import Frequency
from moderation.storage.account_tables import Account
from moderation.storage.desk_tables import Notice
from moderation.storage.own_tables import Mailing
from moderation.storage.tables import Author
from moderation.storage.upsert import insert


@dataclass(frozen=True)
class Waiting:
    """An account for which there is news, how often it wants to hear, and up to when it was told."""

    account_id: int
    frequency: Frequency
    told_until: datetime | None


def mailing_of(session: Session, account_id: int) -> Mailing:
    """How an account is told, which begins with once a day."""
    made = insert(session, Mailing).values(
        account_id=account_id, frequency=Frequency.DAILY, token=secrets.token_urlsafe(24)
    )
    session.execute(made.on_conflict_do_nothing(index_elements=["account_id"]))
    return session.get_one(Mailing, account_id)


def frequency_of(session: Session, account_id: int) -> Frequency:
    """How often an account wants to hear."""
    mailing = session.get(Mailing, account_id)
    return mailing.frequency if mailing else Frequency.DAILY


def mailing_with(session: Session, token: str) -> Mailing | None:
    """The mailing that this token ends."""
    return session.scalar(select(Mailing).where(Mailing.token == token))


def with_news(session: Session, since: datetime, now: datetime) -> Sequence[Waiting]:
    """The accounts with a confirmed address that may be written to of what came since then and nobody has seen."""
    wanted = or_(Mailing.frequency.is_(None), Mailing.frequency != Frequency.NEVER)
    is_new = or_(Mailing.told_until.is_(None), Notice.due_at > Mailing.told_until)
    asked = (
        select(Account.id, Mailing.frequency, Mailing.told_until)
        .select_from(Notice)
        .join(Author, Author.id == Notice.author_id)
        .join(Account, Account.id == Author.account_id)
        .outerjoin(Mailing, Mailing.account_id == Account.id)
        .where(
            and_(Notice.due_at > since, Notice.due_at <= now),
            and_(Notice.seen_at.is_(None), Notice.called_off_at.is_(None)),
            Account.mail_address.is_not(None),
            wanted,
            is_new,
        )
        .distinct()
        .order_by(Account.id)
    )
    return [Waiting(who, often or Frequency.DAILY, until) for who, often, until in session.execute(asked)]
