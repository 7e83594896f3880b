"""The desk's queues: which comments belong to each, in which order they come. Lengths are counted, never kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVarTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import Session

from moderation.domain.callers import Area
from moderation.domain.comments import Action, Status
from moderation.domain.need import HEAD_START
from moderation.domain.queues import DISPUTED_FOR, UNSEEN_FOR, WAITING, Asked, Place, Queue
from moderation.storage.account_tables import Site
from moderation.storage.areas import within
from moderation.storage.columns import first_id_at
from moderation.storage.comments import comments_with, says_now
from moderation.storage.desk_tables import Appeal, Report
from moderation.storage.prepared import Prepared
from moderation.storage.queue_orders import key_of
from moderation.storage.tables import Article, Comment, Decision, Revision
from moderation.storage.waits import held_since

Columns = TypeVarTuple("Columns")


def waiting(
    session: Session, areas: Sequence[Area], asked: Asked, *, now: datetime, after: Place | None, limit: int
) -> list[tuple[Comment, Place]]:
    """A page of the queue after the place already seen, each comment with its own place."""
    key, is_descending = key_of(asked)
    place = tuple_(key, Comment.id)
    found = belonging(select(Comment.id, key), areas, asked, now)
    if after is not None:
        seen = tuple_(literal(after[0], key.type), literal(after[1]))
        found = found.where(place < seen if is_descending else place > seen)
    order = (key.desc(), Comment.id.desc()) if is_descending else (key, Comment.id)
    places = {comment_id: at for comment_id, at in session.execute(found.order_by(*order).limit(limit))}
    comments = comments_with(session, list(places))
    return [(comments[comment_id], (at, comment_id)) for comment_id, at in places.items()]


def counts(session: Session, areas: Sequence[Area], asked: Asked, now: datetime) -> dict[Queue, int]:
    """How many comments wait in each queue that somebody waits in, narrowed as asked."""
    return {queue: count(session, areas, Asked(queue, asked.area, asked.language), now) for queue in WAITING}


def count(
    session: Session, areas: Sequence[Area], asked: Asked, now: datetime, *, since: str | None = None
) -> int:
    """How many comments are in the queue; ``since`` counts only those that came after this comment."""
    counted = belonging(select(func.count()).select_from(Comment), areas, asked, now)
    if since is not None:
        counted = counted.where(Comment.id > since)
    return session.scalar(counted) or 0


def waiting_since(session: Session, areas: Sequence[Area], asked: Asked, now: datetime) -> datetime | None:
    """Since when the one that waits longest in the queue has waited; None when nobody does."""
    if asked.queue not in WAITING:
        return None
    inside = belonging(select(Comment.id), areas, asked, now)
    began_at = func.min(held_since(), type_=Comment.created_at.type)
    since: Select[Any] = belonging(select(began_at), areas, asked, now)
    if asked.queue is Queue.REPORTED:
        since = select(func.min(Report.made_at)).where(
            Report.settled_at.is_(None), Report.comment_id.in_(inside)
        )
    if asked.queue is Queue.APPEALED:
        since = select(func.min(Appeal.made_at)).where(
            Appeal.settled_at.is_(None), Appeal.comment_id.in_(inside)
        )
    began: datetime | None = session.scalar(since)
    return began


def published_since(session: Session, article_id: int, since: datetime, *, at_most: int) -> int:
    """How many comments that came in since then are published under the article; no more than that many are counted."""
    asked = {"article": article_id, "first": first_id_at(since), "most": at_most}
    [(count,)] = _PUBLISHED.ask(session, **asked)
    return int(count)


def _published(_: str) -> Select[int]:
    """Asks how many are published since then."""
    found = (
        select(Comment.id)
        .where(
            Comment.article_id == bindparam("article"),
            Comment.id >= bindparam("first"),
            Comment.status == Status.PUBLISHED,
        )
        .limit(bindparam("most", type_=Integer))
        .subquery()
    )
    return select(func.count()).select_from(found)


_PUBLISHED = Prepared(_published)


def held_under(session: Session, article_ids: Sequence[int]) -> dict[int, int]:
    """How many comments under each of these articles wait for a manager, by article id; 0 is left out."""
    held = select(Comment.article_id, func.count()).where(
        Comment.article_id.in_(article_ids), Comment.status == Status.HELD
    )
    return {article: number for article, number in session.execute(held.group_by(Comment.article_id))}


def held_by(session: Session, author_id: int, at_most: int) -> Sequence[str]:
    """The ids of an author's comments that wait for a manager, oldest first."""
    held = select(Comment.id).where(Comment.author_id == author_id, Comment.status == Status.HELD)
    return session.scalars(held.order_by(Comment.id).limit(at_most)).all()


def newest(session: Session) -> str | None:
    """The id of the comment that came last, wherever it is."""
    return session.scalar(select(func.max(Comment.id)))


def places_of(session: Session, areas: Sequence[Area]) -> list[tuple[str, str, str, str | None]]:
    """Where comments may come in within these areas: site, its name, section path and language, each once."""
    asked = (
        select(Article.site_id, Article.section_path, Article.language)
        .where(within(areas))
        .distinct()
        .subquery()
    )
    found = session.execute(
        select(Site.slug, Site.name, asked.c.section_path, asked.c.language)
        .join(asked, asked.c.site_id == Site.id)
        .order_by(Site.slug, asked.c.section_path)
    )
    return [(row[0], row[1], row[2], row[3]) for row in found]


def belonging(
    chosen: Select[*Columns], areas: Sequence[Area], asked: Asked, now: datetime
) -> Select[*Columns]:
    """The question about comments, narrowed to those of the queue that lie in these areas and in what is asked."""
    chosen = chosen.where(*_conditions(asked.queue, now))
    narrower = [within(areas)] if areas else []
    if asked.area is not None:
        narrower.append(within([asked.area]))
    if asked.language is not None:
        narrower.append(Article.language == asked.language)
    if narrower:
        chosen = chosen.where(Comment.article_id.in_(select(Article.id).where(*narrower)))
    return chosen


def _conditions(queue: Queue, now: datetime) -> Sequence[ColumnElement[bool]]:
    """What makes a comment belong to a queue."""
    reported = select(Report.comment_id).where(Report.settled_at.is_(None))
    appealed = select(Appeal.comment_id).where(Appeal.settled_at.is_(None))
    belongs: dict[Queue, list[ColumnElement[bool]]] = {
        Queue.HELD: [Comment.status == Status.HELD],
        Queue.REPORTED: [Comment.id.in_(reported)],
        Queue.APPEALED: [Comment.id.in_(appealed)],
        Queue.UNSCORED: [Comment.status == Status.HELD, _is_unscored()],
        Queue.PUBLISHED: [Comment.status == Status.PUBLISHED],
        Queue.REJECTED: [Comment.status == Status.REJECTED],
        Queue.UNSEEN: _unseen(now - UNSEEN_FOR),
        Queue.DISPUTED: [_is_disputed(now - DISPUTED_FOR)],
    }
    return belongs[queue]


def _is_unscored() -> ColumnElement[bool]:
    return exists().where(
        says_now(),
        Revision.scored_at.is_(None),
    )


def _unseen(since: datetime) -> list[ColumnElement[bool]]:
    """Published since then, and by nobody; no queue time lies further back than the longest head start."""
    by_a_manager = exists().where(Decision.comment_id == Comment.id, Decision.manager_id.is_not(None))
    return [
        Comment.status == Status.PUBLISHED,
        Comment.queue_at >= since - HEAD_START,
        Comment.created_at >= since,
        ~by_a_manager,
    ]


def _is_disputed(since: datetime) -> ColumnElement[bool]:
    """That a manager approved since then what a score held, or rejected what was published, and that this stands."""
    by_a_manager = select(Decision.comment_id).where(
        Decision.decided_at >= since, Decision.manager_id.is_not(None)
    )
    approved = by_a_manager.where(
        Decision.action == Action.PUBLISH,
        Decision.before == Status.HELD,
        cast(Decision.findings, Text).contains('"code": "score.'),
    )
    taken_down = by_a_manager.where(Decision.action == Action.REJECT, Decision.before == Status.PUBLISHED)
    return or_(
        and_(Comment.status == Status.PUBLISHED, Comment.id.in_(approved)),
        and_(Comment.status == Status.REJECTED, Comment.id.in_(taken_down)),
    )
