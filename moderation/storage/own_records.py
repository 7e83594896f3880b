"""All that is kept of one person: an account, or an author whom a site's key names; for whoever asks for their own."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload

from moderation.storage.account_tables import SignIn
from moderation.storage.desk_tables import Appeal, Notice, Report, Sanction
from moderation.storage.identity_tables import ReaderToken
from moderation.storage.kept_answer_tables import KeptAnswer
from moderation.storage.letter_tables import Letter, OneTimeLink
from moderation.storage.own_tables import Mailing, Respect
from moderation.storage.suggestion_tables import Suggestion
from moderation.storage.tables import Allowance, Author, Comment, Decision, Revision, Submission


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


def mailing_of(session: Session, account_id: int) -> Mailing | None:
    """How often the account is told by mail and up to when it was, where it ever was."""
    return session.get(Mailing, account_id)


def links_to(session: Session, account_id: int) -> Sequence[OneTimeLink]:
    """The links in letters to an account that may still open something."""
    asked = select(OneTimeLink).where(OneTimeLink.account_id == account_id)
    return session.scalars(asked.order_by(OneTimeLink.expires_at, OneTimeLink.digest)).all()


def tokens_of(session: Session, author_ids: Sequence[int]) -> Sequence[ReaderToken]:
    """What pages of the site may still show for these authors."""
    asked = select(ReaderToken).where(ReaderToken.author_id.in_(author_ids))
    return session.scalars(asked.order_by(ReaderToken.expires_at, ReaderToken.digest)).all()


def submissions_of(
    session: Session, author_ids: Sequence[int], callers: Sequence[str]
) -> Sequence[Submission]:
    """The Idempotency-Keys with which these authors' comments, or those of these callers, came; oldest first."""
    theirs = select(Comment.id).where(Comment.author_id.in_(author_ids))
    asked = select(Submission).where(or_(Submission.caller.in_(callers), Submission.comment_id.in_(theirs)))
    return session.scalars(asked.order_by(Submission.created_at, Submission.key)).all()


def answers_to(session: Session, callers: Sequence[str]) -> Sequence[KeptAnswer]:
    """What these callers were answered lately, oldest first."""
    asked = select(KeptAnswer).where(KeptAnswer.caller.in_(callers))
    return session.scalars(asked.order_by(KeptAnswer.made_at, KeptAnswer.key)).all()


def counted_of(session: Session, callers: Sequence[str]) -> Sequence[Allowance]:
    """How often these callers did what is limited, oldest first."""
    theirs = (found for each in callers for found in whose_count(each))
    return session.scalars(select(Allowance).where(or_(*theirs)).order_by(Allowance.window)).all()


def whose_count(caller: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """That a count is of this caller: its bucket ends with their mark, or names it before the window."""
    return Allowance.bucket.endswith(f" {caller}"), Allowance.bucket.contains(f" {caller} ")


def suggested_of(session: Session, author_ids: Sequence[int]) -> Sequence[Suggestion]:
    """The labels that others suggested of what these authors say, by comment or by wording; oldest first."""
    theirs = select(Comment.id).where(Comment.author_id.in_(author_ids))
    said = select(Revision.text).where(Revision.comment_id.in_(theirs))
    sites = select(Author.site_id).where(Author.id.in_(author_ids))
    same = or_(Suggestion.client_token.in_(theirs), Suggestion.text.in_(said))
    asked = select(Suggestion).where(Suggestion.site_id.in_(sites), same)
    return session.scalars(asked.order_by(Suggestion.id)).all()
