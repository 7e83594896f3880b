"""Decisions: only ever added, never changed; and the comment's status, which only a decision moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, aliased, joinedload

from moderation.domain.callers import Area
from moderation.domain.comments import BY_AUTHOR, OUTCOME, Action
from moderation.domain.findings import IMPORTED
from moderation.domain.retention import TEXT_REMOVED
from moderation.storage.account_tables import Account
from moderation.storage.areas import within
from moderation.storage.database import KEY
from moderation.storage.rows import change_row, keep_row
from moderation.storage.tables import Article, Comment, Decision, Revision


@dataclass(frozen=True)
class Grounds:
    """On what a decision rests: a manager's reason and note, or the policy's model, rules and findings.

    ``undoes`` is the decision that an undo takes back, or the withdrawal after which an author puts a comment back.
    """

    manager: Account | None = None
    reason: str | None = None
    note: str | None = None
    rules: dict[str, Any] = field(default_factory=dict)
    undoes: Decision | None = None


def record(
    session: Session, comment: Comment, revision: Revision, action: Action, *, grounds: Grounds, now: datetime
) -> Decision:
    """The new decision, with the comment moved to where it leads and its version grown by one."""
    after = grounds.undoes.before if grounds.undoes and action is Action.UNDO else OUTCOME[action]
    said = {
        "comment_id": comment.id,
        "revision_id": revision.id,
        "manager_id": grounds.manager.id if grounds.manager else None,
        "action": action,
        "before": comment.status,
        "after": after,
        "reason": grounds.reason,
        "note": grounds.note,
        "model": revision.model,
        "rules": grounds.rules,
        "findings": revision.findings,
        "undoes_id": grounds.undoes.id if grounds.undoes else None,
        "batch_id": None,
        "key_id": session.info.get(KEY),
        "decided_at": now,
    }
    decision = keep_row(session, Decision, said)
    change_row(session, comment, status=after, version=comment.version + 1)
    return decision


def decision_with(session: Session, decision_id: int) -> Decision | None:
    """The decision of this number with who decided, if there is one."""
    return session.scalar(
        select(Decision).where(Decision.id == decision_id).options(joinedload(Decision.manager))
    )


def history(session: Session, comment_id: str) -> Sequence[Decision]:
    """All that was decided on a comment, latest first, with who decided."""
    return histories(session, [comment_id]).get(comment_id, [])


def histories(session: Session, comment_ids: Sequence[str]) -> dict[str, list[Decision]]:
    """All that was decided on each of these comments, by comment id: latest first, with who decided."""
    asked = select(Decision).where(Decision.comment_id.in_(comment_ids)).order_by(Decision.id.desc())
    found: dict[str, list[Decision]] = {}
    for decision in session.scalars(asked.options(joinedload(Decision.manager))):
        found.setdefault(decision.comment_id, []).append(decision)
    return found


def latest(session: Session, comment_id: str) -> Decision | None:
    """The last thing that was decided on a comment."""
    return next(iter(history(session, comment_id)), None)


def latest_that_stands(session: Session, comment_id: str) -> Decision | None:
    """The last decision on a comment that was neither undone nor an undo: the one that it stands by."""
    past = history(session, comment_id)
    undone = {each.undoes_id for each in past if each.action is Action.UNDO}
    return next((each for each in past if each.action is not Action.UNDO and each.id not in undone), None)


def last_numbers(session: Session, comment_ids: Sequence[str]) -> dict[str, int]:
    """The number of the last decision on each of these comments, by comment id."""
    if not comment_ids:
        return {}
    asked = select(Decision.comment_id, func.max(Decision.id)).where(Decision.comment_id.in_(comment_ids))
    return {comment_id: number for comment_id, number in session.execute(asked.group_by(Decision.comment_id))}


def latest_by_policy(session: Session, comment_id: str) -> Decision | None:
    """The last thing that the policy decided on a comment."""
    return next((each for each in history(session, comment_id) if is_the_policys(each)), None)


def is_the_policys(decision: Decision) -> bool:
    """Whether neither a manager nor the comment's author made it."""
    return decision.manager_id is None and decision.action not in BY_AUTHOR


def without_text(session: Session, made: Sequence[Decision]) -> bool:
    """Whether one of these decisions is about a wording that is no longer kept."""
    revisions = [each.revision_id for each in made]
    gone = select(Revision.id).where(Revision.id.in_(revisions), Revision.text == TEXT_REMOVED)
    return session.scalar(gone.limit(1)) is not None


LATEST = 1000
"""Among how many decisions of managers the last one in somebody's areas is looked for."""


def last_decided_at(session: Session, areas: Sequence[Area] = ()) -> datetime | None:
    """When a manager last decided anything in these areas, if that was lately."""
    asked = select(Decision.comment_id, Decision.decided_at).where(Decision.manager_id.is_not(None))
    latest = asked.order_by(Decision.id.desc()).limit(LATEST if areas else 1).subquery()
    found = select(func.max(latest.c.decided_at, type_=Decision.decided_at.type))
    if areas:
        found = (
            found.join(Comment, Comment.id == latest.c.comment_id)
            .join(Article, Article.id == Comment.article_id)
            .where(within(areas))
        )
    moment: datetime | None = session.scalar(found)
    return moment


def stands(made: type[Decision] = Decision) -> ColumnElement[bool]:
    """That a decision of the outer query was not undone."""
    undo = aliased(Decision)
    return made.id.not_in(select(undo.undoes_id).where(undo.undoes_id.is_not(None)))


def came_along(made: type[Decision] = Decision) -> ColumnElement[bool]:
    """That a decision of the outer query has a comment stand as it stood elsewhere, as ``findings.came_so`` says."""
    return and_(
        func.json_array_length(made.findings) == 1, made.findings[(0, "code")].as_string() == IMPORTED
    )


def by_managers(session: Session) -> Sequence[tuple[Decision, Comment, Revision]]:
    """Every decision of a manager that still stands, with its comment and the revision it was about, oldest first."""
    asked = (
        select(Decision, Comment, Revision)
        .join(Comment, Comment.id == Decision.comment_id)
        .join(Revision, Revision.id == Decision.revision_id)
        .where(Decision.manager_id.is_not(None), Decision.action != Action.UNDO, stands())
        .options(joinedload(Comment.article), joinedload(Comment.author))
        .order_by(Decision.id)
    )
    return [(decision, comment, revision) for decision, comment, revision in session.execute(asked)]
