"""All that is kept of one person: an account, or an author whom a site's key names; for whoever asks for their own."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from moderation.storage.account_tables import SignIn
from moderation.storage.desk_tables import Appeal, Notice, Report, Sanction
from moderation.storage.letter_tables import Letter
from moderation.storage.own_tables import Respect
from moderation.storage.tables import Author, Comment, Decision, Revision


def authors_of(session: Session, account_id: int) -> Sequence[Author]:
    """The authors that an account is, one for each site."""
    return session.scalars(select(Author).where(Author.account_id == account_id).order_by(Author.id)).all()


def sign_ins_of(session: Session, account_id: int) -> Sequence[SignIn]:
    """The account's sign-ins that are still kept, over or not, oldest first."""
    asked = select(SignIn).where(SignIn.account_id == account_id)
    return session.scalars(asked.order_by(SignIn.began_at, SignIn.digest)).all()


def letters_to(session: Session, account_id: int) -> Sequence[Letter]:
    """The letters to an account that are still kept, oldest first."""
    return session.scalars(select(Letter).where(Letter.account_id == account_id).order_by(Letter.id)).all()


def notices_to(session: Session, author_ids: Sequence[int], account_id: int | None) -> Sequence[Notice]:
    """Every notice to these authors and this account, oldest first, those called off left out."""
    to_whom: ColumnElement[bool] = Notice.author_id.in_(author_ids)
    if account_id is not None:
        to_whom = to_whom | (Notice.account_id == account_id)
    asked = select(Notice).where(to_whom, Notice.called_off_at.is_(None)).order_by(Notice.id)
    return session.scalars(asked).all()


def revisions_of(session: Session, comments: Sequence[Comment]) -> dict[str, list[Revision]]:
    """Every wording of these comments, oldest first, by comment id."""
    found: dict[str, list[Revision]] = {comment.id: [] for comment in comments}
    asked = select(Revision).where(Revision.comment_id.in_(list(found))).order_by(Revision.number)
    for revision in session.scalars(asked):
        found[revision.comment_id].append(revision)
    return found


def decisions_on(session: Session, comments: Sequence[Comment]) -> dict[str, list[Decision]]:
    """All that was decided on these comments, oldest first, by comment id."""
    found: dict[str, list[Decision]] = {comment.id: [] for comment in comments}
    asked = select(Decision).where(Decision.comment_id.in_(list(found))).order_by(Decision.id)
    for decision in session.scalars(asked):
        found[decision.comment_id].append(decision)
    return found


def reports_by(session: Session, author_ids: Sequence[int]) -> Sequence[Report]:
    """The reports that these authors made, oldest first."""
    return session.scalars(select(Report).where(Report.author_id.in_(author_ids)).order_by(Report.id)).all()


def respects_by(session: Session, author_ids: Sequence[int]) -> Sequence[Respect]:
    """What these authors respect, by comment."""
    asked = select(Respect).where(Respect.author_id.in_(author_ids)).order_by(Respect.comment_id)
    return session.scalars(asked).all()


def appeals_by(session: Session, author_ids: Sequence[int]) -> Sequence[Appeal]:
    """The appeals that these authors made, oldest first."""
    asked = select(Appeal).where(Appeal.author_id.in_(author_ids)).order_by(Appeal.id)
    return session.scalars(asked.options(joinedload(Appeal.decision))).all()


def sanctions_on(session: Session, author_ids: Sequence[int]) -> Sequence[Sanction]:
    """The sanctions that these authors got, oldest first."""
    asked = select(Sanction).where(Sanction.author_id.in_(author_ids)).order_by(Sanction.id)
    return session.scalars(asked).all()
