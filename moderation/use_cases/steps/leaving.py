"""Letting somebody go: their comments piece by piece where they are erased, then all that tells who they were.

A job stands for it from the beginning, so that whatever is cut short is finished by the worker.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from moderation.domain.comments import Status
from moderation.domain.leaving import DELETED, Fate, Leaving
from moderation.storage import accounts, authors, comments, departures, jobs, own_comments, threads, words
from moderation.use_cases.steps.erasing import erase
from moderation.use_cases.steps.profiling import profile_anew

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.tables import Comment

LEAVE = "leave"
"""The kind of job that lets somebody go."""

AT_ONCE, MOST = 25, 500
"""How many comments are erased in one transaction, and in one request or turn of the worker."""

TURN = timedelta(seconds=60)
"""When the worker looks whether whoever asked was cut short."""


def begin(session: Session, leaving: Leaving, now: datetime) -> None:
    """Have somebody let go, once this transaction is committed, whatever becomes of whoever asks."""
    jobs.add_job(session, LEAVE, leaving.subject, now + TURN)


def carry_out(parts: Parts, leaving: Leaving, now: datetime) -> int:
    """How many comments are left to be erased; with none left, whoever it was is gone.

    Call it with no transaction open: each piece is one of its own.
    """
    for _ in range(MOST // AT_ONCE):
        with parts.database.writing() as session:
            author_ids = _authors(session, leaving)
            found = own_comments.written_by(session, author_ids, after=None, limit=AT_ONCE)
            if leaving.fate is Fate.ERASE and found:
                _erase(session, found, now)
            else:
                _part(session, leaving, author_ids)
                return 0
    with parts.database.writing() as session:
        left = departures.comments_left(session, _authors(session, leaving))
        jobs.add_job(session, LEAVE, leaving.subject, now)
    return left


def _authors(session: Session, leaving: Leaving) -> Sequence[int]:
    return authors.authors_of(session, leaving.number) if leaving.kind == "account" else [leaving.number]


def _erase(session: Session, found: Sequence[Comment], now: datetime) -> None:
    departures.forget_learned(session, found)
    heard = {each.article_id for each in found if each.status is Status.PUBLISHED}
    numbers = [each.id for each in found]
    session.expire_all()  # so that each is read as it is once it is kept from others, who may erase it too
    threads.hold_from_the_top(session, numbers)
    for number in numbers:
        erase(session, comments.comment_with(session, number, to_change=True), now)
    departures.forget_profiles(session, list(heard))
    for article_id in sorted(heard):
        profile_anew(session, article_id, now)


def _part(session: Session, leaving: Leaving, author_ids: Sequence[int]) -> None:
    if leaving.fate is Fate.ERASE:
        departures.forget_words(session, author_ids)
    departures.forget_authors(session, author_ids, DELETED)
    if leaving.kind == "account":
        account = accounts.account_with(session, leaving.number)
        departures.forget_account(session, account, DELETED, f"deleted {secrets.token_hex(16)}")
    words.let_go(session)
    jobs.finish(session, LEAVE, leaving.subject)
