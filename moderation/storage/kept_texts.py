"""The texts of rejected comments: which have been kept long enough, and taking them away for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session, aliased

from moderation.domain.acts import Deed
from moderation.domain.comments import Status
from moderation.domain.retention import TEXT_REMOVED
from moderation.storage.desk_tables import Act, Appeal, Notice, Report
from moderation.storage.tables import Article, Author, Comment, Decision, Fingerprint, Revision, Submission


@dataclass(frozen=True)
class Rejected:
    """A comment that stands rejected, and the decision that it stands by."""

    comment_id: str
    decision_id: int


def rejected_until(
    session: Session, site_id: int, until: datetime, *, after: int, limit: int
) -> Sequence[Rejected]:
    """A site's comments that stand rejected since then or longer, by decisions after that number, oldest first.

    Those about which an appeal is open are left out; its answer is another decision.
    """
    later = aliased(Decision)
    since = select(Decision.decided_at).where(Decision.id == after).scalar_subquery()
    began = func.coalesce(since, datetime.min.replace(tzinfo=UTC), type_=Decision.decided_at.type)
    asked = (
        select(Decision.comment_id, Decision.id)
        .join(Comment, Comment.id == Decision.comment_id)
        .join(Article, Article.id == Comment.article_id)
        .where(
            Decision.id > after,
            Decision.decided_at.between(began, until),  # so that only what is new since then is looked at
            Decision.after == Status.REJECTED,
            Comment.status == Status.REJECTED,
            Article.site_id == site_id,
            ~select(later.id).where(later.comment_id == Decision.comment_id, later.id > Decision.id).exists(),
            ~select(Appeal.id).where(Appeal.comment_id == Comment.id, Appeal.settled_at.is_(None)).exists(),
        )
        .order_by(Decision.id)
        .limit(limit)
    )
    return [Rejected(*row) for row in session.execute(asked)]


def revisions_of(session: Session, comment_ids: Sequence[str]) -> Sequence[Revision]:
    """Every wording of these comments, kept from others until this transaction ends."""
    asked = select(Revision).where(Revision.comment_id.in_(comment_ids)).order_by(Revision.id)
    return session.scalars(asked.with_for_update()).all()


def take_away(
    session: Session, revision: Revision, fingerprints: Sequence[int], put: str = TEXT_REMOVED
) -> None:
    """Leave nothing of what it said: neither text nor evidence nor fingerprints; scores stay, to be counted."""
    revision.text = put
    revision.evidence = {}
    session.execute(
        delete(Fingerprint).where(
            Fingerprint.number.in_(fingerprints), Fingerprint.revision_id == revision.id
        )
    )


def part_from_author(session: Session, comment: Comment, nobody: Author) -> None:
    """Leave nothing that tells who wrote the comment, or what they or others said of it: ``nobody`` stands for them."""
    author_id = comment.author_id
    of_it = {"synchronize_session": False}
    told = delete(Notice).where(Notice.comment_id == comment.id, Notice.author_id == author_id)
    session.execute(told, execution_options=of_it)
    session.execute(delete(Submission).where(Submission.comment_id == comment.id))
    appeals = update(Appeal).where(Appeal.comment_id == comment.id)
    session.execute(appeals.values(author_id=nobody.id, note="", answer=None), execution_options=of_it)
    reports = update(Report).where(Report.comment_id == comment.id)
    session.execute(reports.values(note=None), execution_options=of_it)
    comment.author_id, comment.author = nobody.id, nobody


def last_run(session: Session, subject: str) -> int:
    """The number of the last decision whose comment's text was taken away."""
    asked = select(Act).where(Act.subject == subject, Act.deed == Deed.FORGET).order_by(Act.id.desc())
    act = session.scalars(asked.limit(1)).first()
    return int(act.after["decision"]) if act else 0
