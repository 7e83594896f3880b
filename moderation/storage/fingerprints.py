"""The index of what was said: fingerprints of revisions, and the revisions that share most with a given text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from sqlalchemy import Integer, bindparam, delete, insert, select, union_all
from sqlalchemy.orm import Session

from moderation.storage.prepared import Prepared
from moderation.storage.tables import Comment, Fingerprint, Revision

DAY_S = 24 * 60 * 60

_KEEPING = Prepared(lambda _: insert(Fingerprint), "number", "revision_id", "day")


@dataclass(frozen=True)
class Candidate:
    """A comment that may be a copy: where it stands, by whom, and what it says."""

    comment: str
    article: int
    author: int
    text: str


def keep(session: Session, revision: Revision, numbers: Sequence[int], now: datetime) -> None:
    """Have the revision found by these fingerprints."""
    if numbers:
        said = {"revision_id": revision.id, "day": _day(now)}
        _KEEPING.run(session, [{"number": number, **said} for number in numbers])


def candidates(
    session: Session, numbers: Sequence[int], *, but: str, own: int = 0, at_most: int
) -> Sequence[Candidate]:
    """Other comments than ``but`` (whose revision is ``own``) that share a fingerprint, those that share most first.

    Each number brings its newest ones only, so that a flood of copies takes no longer than a few.
    """
    if not numbers:
        return []
    asked_for = {f"number_{place}": number for place, number in enumerate(numbers)}
    asked_for = {**asked_for, "most": at_most + 1}
    shared = Counter(revision for (revision,) in _newest(len(numbers)).ask(session, **asked_for))
    shared.pop(own, None)
    if not shared:  # most are no copies
        return []
    likest = [revision for revision, _ in shared.most_common(at_most + 1)]
    named = {f"revision_{place}": revision for place, revision in enumerate(likest)}
    found = sorted(
        _saying(len(likest)).ask(session, **named, but=but), key=lambda row: (-shared[row[0]], -row[0])
    )
    return [Candidate(*row[1:]) for row in found[:at_most]]


def drop_before(session: Session, before: datetime) -> None:
    """Forget the fingerprints of what came in on a day before then."""
    session.execute(delete(Fingerprint).where(Fingerprint.day < _day(before)))


@cache
def _newest(numbers: int) -> Prepared:
    """Asks for the newest revisions of so many numbers, at most ``most`` of each; made once, for that takes longest."""
    newest = [
        select(Fingerprint.revision_id)
        .where(Fingerprint.number == bindparam(f"number_{place}"))
        .order_by(Fingerprint.revision_id.desc())
        .limit(bindparam("most", type_=Integer))
        .subquery()
        for place in range(numbers)
    ]
    return Prepared(lambda _: union_all(*(select(each.c.revision_id) for each in newest)))


@cache
def _saying(revisions: int) -> Prepared:
    """Asks what so many revisions say, and where, unless it is under the comment ``but``."""
    named = [bindparam(f"revision_{place}", type_=Integer) for place in range(revisions)]
    return Prepared(
        lambda _: (
            select(Revision.id, Comment.id, Comment.article_id, Comment.author_id, Revision.text)
            .join(Comment, Comment.id == Revision.comment_id)
            .where(Revision.id.in_(named), Comment.id != bindparam("but"))
        )
    )


def _day(moment: datetime) -> int:
    """The day in UTC, counted from 1 January 1970."""
    return int(moment.astimezone(UTC).timestamp()) // DAY_S
