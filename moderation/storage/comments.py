"""Comments and their revisions: keeping one, taking hold of it, and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, literal, select, union_all
from sqlalchemy.orm import Session, joinedload

from moderation.domain.comments import Action, Status
from moderation.domain.errors import NotFound
from moderation.domain.need import Need
from moderation.storage.columns import time_ordered_id
from moderation.storage.decisions import stands
from moderation.storage.prepared import Prepared
from moderation.storage.rows import change_row, keep_row
from moderation.storage.tables import Article, Author, Comment, Decision, Revision
from moderation.storage.threads import FROM_THE_TOP, hold_from_the_top

_VERSION = Prepared(
    lambda _: select(Comment.version).where(Comment.id == bindparam("comment")).with_for_update()
)


def new_id(now: datetime) -> str:
    """An id for a comment that comes in now."""
    return time_ordered_id(now)


def add_comment(
    session: Session,
    *,
    comment_id: str,
    article: Article,
    author: Author,
    parent: Comment | None,
    text: str,
    findings: list[dict[str, Any]],
    now: datetime,
) -> Revision:
    """The first revision of a new comment, which is held for what was found."""
    said = {
        "id": comment_id,
        "article_id": article.id,
        "author_id": author.id,
        "parent_id": parent.id if parent else None,
        "root_id": parent.root_id if parent else comment_id,
        "status": Status.HELD,
        "version": 1,
        "queue_at": now,
        "need": Need().as_row(),
        "revision_number": 1,
        "featured_at": None,
        "reply_count": 0,
        "respect_count": 0,
        "created_at": now,
    }
    comment = keep_row(session, Comment, said, article=article, author=author, parent=parent)
    return _says(session, comment, text, findings, now)


def comment_with(session: Session, comment_id: str, *, to_change: bool = False) -> Comment:
    """The comment with its article, site and author; ``to_change`` keeps others from changing it meanwhile.

    Raises:
        NotFound: when there is none.
    """
    asked = select(Comment).where(Comment.id == comment_id)
    asked = asked.options(
        joinedload(Comment.article).joinedload(Article.site),
        joinedload(Comment.author),
        joinedload(Comment.parent),
    )
    if to_change:
        hold_from_the_top(session, [comment_id])
        asked = asked.with_for_update(of=Comment)
    comment = session.scalar(asked)
    if comment is None:
        raise NotFound("There is no such comment.", code="unknown_comment")
    return comment


def comments_with(session: Session, comment_ids: Sequence[str]) -> dict[str, Comment]:
    """Those of these comments that there are, each with its article and author, by id."""
    asked = select(Comment).where(Comment.id.in_(comment_ids))
    asked = asked.options(joinedload(Comment.article).joinedload(Article.site), joinedload(Comment.author))
    return {comment.id: comment for comment in session.scalars(asked)}


def version_of(session: Session, comment_id: str) -> int:
    """The version that the comment is at, which nobody else changes until this transaction ends.

    Raises:
        NotFound: when there is no such comment.
    """
    hold_from_the_top(session, [comment_id])
    for (version,) in _VERSION.ask(session, comment=comment_id):
        return int(version)
    raise NotFound("There is no such comment.", code="unknown_comment")


def latest_revision(session: Session, comment_id: str) -> Revision:
    """What the comment says now."""
    newest = (
        select(Revision).where(Revision.comment_id == comment_id).order_by(Revision.number.desc()).limit(1)
    )
    return session.scalars(newest).one()


def revise(
    session: Session, comment: Comment, text: str, findings: list[dict[str, Any]], now: datetime
) -> Revision:
    """What the comment says from now on; what it said before is kept."""
    change_row(session, comment, revision_number=comment.revision_number + 1)
    return _says(session, comment, text, findings, now)


def _says(
    session: Session, comment: Comment, text: str, findings: list[dict[str, Any]], now: datetime
) -> Revision:
    said = {
        "comment_id": comment.id,
        "number": comment.revision_number,
        "text": text,
        "created_at": now,
        "scored_at": None,
        "model": None,
        "scores": {},
        "evidence": {},
        "findings": findings,
    }
    return keep_row(session, Revision, said, comment=comment)


def wordings_of(session: Session, comment_ids: Sequence[str]) -> dict[str, list[Revision]]:
    """All that each of these comments ever said, by comment id: what it says now first."""
    asked = select(Revision).where(Revision.comment_id.in_(comment_ids)).order_by(Revision.number.desc())
    found: dict[str, list[Revision]] = {}
    for revision in session.scalars(asked):
        found.setdefault(revision.comment_id, []).append(revision)
    return found


def note_findings(session: Session, revision: Revision, findings: list[dict[str, Any]]) -> None:
    """Have the revision say what was found in it."""
    change_row(session, revision, findings=findings)


def note_scores(
    session: Session,
    revision: Revision,
    findings: list[dict[str, Any]],
    *,
    model: str,
    scores: dict[str, float],
    evidence: dict[str, Any],
    now: datetime,
) -> None:
    """Have the revision say what was found in it, by which scores of which model, and where in the text."""
    change_row(
        session,
        revision,
        findings=findings,
        scored_at=now,
        model=model,
        scores=scores,
        evidence=evidence,
    )


def place(session: Session, comment: Comment, need: list[float], queue_at: datetime) -> None:
    """Have the comment wait in the queue as if it had come then, because of this need."""
    change_row(session, comment, need=need, queue_at=queue_at)


def says_now() -> ColumnElement[bool]:
    """That the outer query's revision is what its comment says now."""
    return and_(Revision.comment_id == Comment.id, Revision.number == Comment.revision_number)


def revision_with(session: Session, revision_id: int) -> Revision:
    """The wording of this number, which there is."""
    return session.scalars(select(Revision).where(Revision.id == revision_id)).one()


def open_under(session: Session, article: Article) -> Sequence[str]:
    """The ids of an article's held comments on which no manager's decision stands, kept from others meanwhile."""
    by_a_manager = exists().where(
        Decision.comment_id == Comment.id,
        Decision.manager_id.is_not(None),
        Decision.action != Action.UNDO,
        stands(),
    )
    asked = (
        select(Comment.id)
        .where(Comment.article_id == article.id, Comment.status == Status.HELD, ~by_a_manager)
        .order_by(*FROM_THE_TOP)
    )
    return session.scalars(asked.with_for_update()).all()


def texts_of(session: Session, comment_ids: Sequence[str]) -> dict[str, Revision]:
    """What each of these comments says now, by comment id."""
    ordered = select(Revision).where(Revision.comment_id.in_(comment_ids)).order_by(Revision.number)
    return {revision.comment_id: revision for revision in session.scalars(ordered)}


def conversations(session: Session, found: Sequence[Comment], limit: int) -> dict[str, list[Comment]]:
    """The thread of each of these comments in any status, by comment id and oldest first: its root, then the last
    ``limit`` up to the comment.
    """
    replies = [each for each in found if each.root_id != each.id]
    if not replies:
        return {each.id: [each] for each in found}
    asked = union_all(*(_last_up_to(each, limit) for each in replies))
    last = sorted((up_to, comment_id) for up_to, comment_id in session.execute(asked))
    threads = {each.id: [each.root_id] for each in found}
    for up_to, comment_id in last:
        threads[up_to].append(comment_id)
    ids = {comment_id for thread in threads.values() for comment_id in thread}
    spoken = select(Comment).where(Comment.id.in_(ids)).options(joinedload(Comment.author))
    there = {comment.id: comment for comment in (*found, *session.scalars(spoken))}
    return {each: [there[comment_id] for comment_id in thread] for each, thread in threads.items()}


def _last_up_to(reply: Comment, limit: int) -> Select[*tuple[str, str]]:
    below = Comment.root_id == reply.root_id, Comment.id <= reply.id, Comment.id != reply.root_id
    last = select(Comment.id).where(*below).order_by(Comment.id.desc()).limit(limit).subquery()
    return select(literal(reply.id), last.c.id)
