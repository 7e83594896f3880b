"""Taking away what tells who somebody was: in their account, as an author, and wherever else they left a trace."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from moderation.domain.callers import Role
from moderation.storage.account_tables import Account
from moderation.storage.accounts import digest_of
from moderation.storage.desk_tables import Report, Sanction
from moderation.storage.every_table import every_table
from moderation.storage.kept_answer_tables import KeptAnswer
from moderation.storage.letter_tables import Letter
from moderation.storage.own_records import whose_count
from moderation.storage.own_tables import Mute
from moderation.storage.suggestion_tables import Suggestion
from moderation.storage.tables import Allowance, Article, Author, Comment, Profile, Revision, Submission

STAYS = {
    "account_id": frozenset({"author", "api_key"}),
    "author_id": frozenset({"comment", "report", "appeal", "sanction"}),
}
"""The tables whose rows stay without a name when whom they point at leaves; of every other table they are deleted."""


def comments_left(session: Session, author_ids: Sequence[int]) -> int:
    """How many comments are still these authors'."""
    return session.scalar(select(func.count()).where(Comment.author_id.in_(author_ids))) or 0


def forget_account(session: Session, account: Account, name: str, folded_name: str) -> None:
    """Leave of the account only its number, and that it was: by this name nobody signs in."""
    _drop_rows(session, "account_id", [account.id])
    addresses = [each for each in (account.mail_address, account.unconfirmed_address) if each]
    session.execute(delete(Letter).where(Letter.address.in_(addresses)))
    tried = f"sign-in name {digest_of(account.folded_name)}"
    session.execute(delete(Allowance).where(Allowance.bucket.startswith(tried)))
    _forget_asked(session, f"account:{account.id}")
    account.name, account.folded_name, account.password_hash = name, folded_name, ""
    account.role, account.code_secret, account.code_step = Role.READER, None, None
    account.mail_address, account.unconfirmed_address = None, None
    session.flush()


def forget_authors(session: Session, author_ids: Sequence[int], name: str) -> None:
    """Leave of these authors only that they wrote; what they are told, what was noted about them, and by which names
    they or their site's key sent what they wrote (Idempotency-Keys), is gone.
    """
    _drop_rows(session, "author_id", author_ids)
    theirs = select(Comment.id).where(Comment.author_id.in_(author_ids))
    session.execute(delete(Submission).where(Submission.comment_id.in_(theirs)))
    for number in author_ids:
        _forget_asked(session, f"author:{number}")
    gone = update(Author).where(Author.id.in_(author_ids))
    session.execute(gone.values(name=name, account_id=None, external_id=None))


def forget_words(session: Session, author_ids: Sequence[int]) -> None:
    """Leave nothing of what these authors said beside their comments, why they were sanctioned, or who muted them."""
    session.execute(delete(Mute).where(Mute.muted_id.in_(author_ids)))
    session.execute(update(Report).where(Report.author_id.in_(author_ids)).values(note=None))
    session.execute(update(Sanction).where(Sanction.author_id.in_(author_ids)).values(reason=""))


def forget_learned(session: Session, comments: Sequence[Comment]) -> None:
    """Forget what was suggested of these comments' texts."""
    numbers = [comment.id for comment in comments]
    said = select(Revision.text).where(Revision.comment_id.in_(numbers))
    sites = select(Article.site_id).where(Article.id.in_({comment.article_id for comment in comments}))
    same = or_(Suggestion.text.in_(said), Suggestion.client_token.in_(numbers))
    session.execute(delete(Suggestion).where(Suggestion.site_id.in_(sites), same))


def forget_profiles(session: Session, article_ids: Sequence[int]) -> None:
    """Forget what a scorer made of these articles with the comments under them."""
    session.execute(delete(Profile).where(Profile.article_id.in_(article_ids)))


def _forget_asked(session: Session, mark: str) -> None:
    """Forget what a caller asked: what was answered, and how often; ``mark`` as ``domain.callers`` writes it."""
    for kept in (Submission, KeptAnswer):
        session.execute(delete(kept).where(kept.caller == mark))
    session.execute(delete(Allowance).where(or_(*whose_count(mark))))


def _drop_rows(session: Session, column: str, numbers: Sequence[int]) -> None:
    for table in reversed(every_table().sorted_tables):
        if column in table.c and table.name not in STAYS[column]:
            session.execute(delete(table).where(table.c[column].in_(numbers)))
