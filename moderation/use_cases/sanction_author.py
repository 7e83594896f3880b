"""Warn, pre-moderate, suspend or ban an author, and say what becomes of what they wrote before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from moderation.domain.acts import Deed, did, subject_of
from moderation.domain.callers import Caller, require_role
from moderation.domain.errors import Conflict, Malformed
from moderation.domain.sanctions import Earlier, Kind, role_for
from moderation.storage import acts, authors, sanctions
from moderation.storage.desk_tables import Sanction
from moderation.use_cases.steps.rejecting import reject_earlier
from moderation.use_cases.steps.sanctioning import author_within_reach, require_reach, require_reader
from moderation.use_cases.steps.telling import notify_sanction
from moderation.use_cases.steps.undoing import standing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.tables import Author, Batch

LONGEST_REASON = 1000
LONGEST_DAYS = 3650


@dataclass(frozen=True)
class NewSanction:
    """What is done about an author and why: for how many days (None: for good), and for a ban what becomes of earlier
    comments. A warning lasts until it is acknowledged.
    """

    kind: Kind
    reason: str
    days: int | None = None
    is_everywhere: bool = False
    earlier: Earlier = Earlier.LEAVE


@dataclass(frozen=True)
class Sanctioned:
    """What was done: the sanction, the act that can be undone, and how many earlier comments were rejected."""

    sanction: int
    act: int
    rejected: int


def sanction_author(
    parts: Parts, caller: Caller, author_id: int, new: NewSanction, *, seen: int
) -> Sanctioned:
    """What was done; ``seen`` is the latest act on the author that the manager knew of, 0 for none.

    Raises:
        NotSignedIn, NotAllowed: for those whose role does not reach, or when the author is staff.
        NotFound: when there is no such author, or none who wrote anything that the caller works on.
        Malformed: when the reason or the time will not do, or the author is not known on other sites.
        Conflict: when somebody did something about the author since.
    """
    new = _checked(new)
    manager_id = require_role(caller, role_for(new.kind, new.days, is_everywhere=new.is_everywhere))
    now = parts.now()
    with parts.database.writing() as session:
        author, site = author_within_reach(session, caller, author_id, to_change=True)
        require_reader(author)
        _check_everywhere(caller, author, new)
        _check_seen(session, author, seen)
        sanction = sanctions.add_sanction(session, _row(author, new, manager_id, now))
        notify_sanction(session, sanction, now)
        everyone = _everyone(session, author, new)
        batch = reject_earlier(session, caller, sanction, author_ids=everyone, earlier=new.earlier, now=now)
        act = acts.add_act(
            session,
            Deed.SANCTION,
            subject_of("author", author.id),
            _change(sanction.id, new, batch),
            manager_id=manager_id,
            now=now,
            site_id=site.id,
        )
        return Sanctioned(sanction.id, act.id, batch.size if batch else 0)


def _checked(new: NewSanction) -> NewSanction:
    """The sanction without what its kind does not have."""
    reason = new.reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        complaint = f"Give a reason of 1 to {LONGEST_REASON:,} characters: the author will read it."
        raise Malformed(complaint, fields={"reason": [complaint]})
    if new.days is not None and not 1 <= new.days <= LONGEST_DAYS:
        raise Malformed("Say for how long.", fields={"days": [f"From 1 to {LONGEST_DAYS:,} days."]})
    return NewSanction(
        new.kind,
        reason,
        None if new.kind is Kind.WARN else new.days,
        new.is_everywhere,
        new.earlier if new.kind is Kind.BAN else Earlier.LEAVE,
    )


def _check_everywhere(caller: Caller, author: Author, new: NewSanction) -> None:
    require_reach(caller, is_everywhere=new.is_everywhere)
    if new.is_everywhere and author.account_id is None:
        complaint = "The site itself vouches for this author, who is not known on any other."
        raise Malformed(complaint, fields={"everywhere": [complaint]})


def _check_seen(session: Session, author: Author, seen: int) -> None:
    latest = acts.latest_on(session, subject_of("author", author.id))
    if latest is not None and latest.id != seen:
        who = latest.manager.name if latest.manager else "The command line"
        at = f"{latest.acted_at:%H:%M} UTC"
        raise Conflict(
            f"{who} {did(latest.deed, latest.after)} at {at}, after you opened this. Nothing was done."
        )


def _row(author: Author, new: NewSanction, manager_id: int, now: datetime) -> Sanction:
    return Sanction(
        author_id=author.id,
        kind=new.kind,
        reason=new.reason,
        is_everywhere=new.is_everywhere,
        manager_id=manager_id,
        begins_at=now,
        ends_at=now + timedelta(days=new.days) if new.days is not None else None,
    )


def _everyone(session: Session, author: Author, new: NewSanction) -> list[int]:
    """Whose earlier comments a ban is about: on every site, when it counts everywhere."""
    known = authors.authors_of(session, author.account_id) if new.is_everywhere and author.account_id else ()
    return sorted({author.id, *known})


def _change(sanction_id: int, new: NewSanction, batch: Batch | None) -> acts.Change:
    role = role_for(new.kind, new.days, is_everywhere=new.is_everywhere)
    said = {"sanction": sanction_id, "kind": new.kind, "role": role, "batch": batch.id if batch else None}
    return acts.Change(standing(said, stands=False), standing(said, stands=True))
