"""Who is looking at which comment now; each claim ends by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from moderation.domain.callers import Area
from moderation.storage.account_tables import Account
from moderation.storage.areas import within
from moderation.storage.desk_tables import Claim
from moderation.storage.tables import Comment
from moderation.storage.upsert import insert


def claim(
    session: Session, comment_id: str, manager_id: int, *, until: datetime, now: datetime
) -> str | None:
    """The name of the colleague who looks at the comment already; None when it is claimed for this manager now."""
    said = {"manager_id": manager_id, "until": until}
    session.execute(
        insert(session, Claim)
        .values(comment_id=comment_id, **said)
        .on_conflict_do_update(
            index_elements=["comment_id"],
            set_=said,
            where=or_(Claim.manager_id == manager_id, Claim.until <= now),
        )
    )
    return claimed(session, [comment_id], but=manager_id, now=now).get(comment_id)


def release(session: Session, comment_id: str, manager_id: int) -> None:
    """End this manager's claim on the comment, if there is one."""
    session.execute(delete(Claim).where(Claim.comment_id == comment_id, Claim.manager_id == manager_id))


def claimed(session: Session, comment_ids: Sequence[str], *, but: int, now: datetime) -> dict[str, str]:
    """Which of these comments somebody else than ``but`` looks at now: their names by comment id."""
    if not comment_ids:
        return {}
    asked = (
        select(Claim.comment_id, Account.name)
        .join(Account, Account.id == Claim.manager_id)
        .where(Claim.comment_id.in_(comment_ids), Claim.manager_id != but, Claim.until > now)
    )
    return {comment_id: name for comment_id, name in session.execute(asked)}


def colleagues(session: Session, areas: Sequence[Area], *, but: int, now: datetime) -> int:
    """How many others look at a comment of these areas now."""
    asked = select(func.count(Claim.manager_id.distinct())).where(Claim.manager_id != but, Claim.until > now)
    if areas:
        asked = asked.join(Comment, Comment.id == Claim.comment_id).join(Comment.article).where(within(areas))
    return session.scalar(asked) or 0


def drop_before(session: Session, now: datetime) -> None:
    """Forget the claims that have ended."""
    session.execute(delete(Claim).where(Claim.until <= now))
