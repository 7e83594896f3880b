"""Take a comment: keep it held, commit, score it with no transaction open, then record what follows."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.callers import Caller, NamedAuthor, require_scope
from moderation.domain.comments import GONE, Status, check_text
from moderation.domain.errors import Closed, Malformed, NotFound, NotSignedIn
from moderation.domain.hooks import Happening
from moderation.domain.sanctions import refuse
from moderation.domain.scores import FAST
from moderation.storage import articles, comments, jobs, submissions, threads
from moderation.storage.tables import Submission
from moderation.use_cases.steps.allowing import allow_writing
from moderation.use_cases.steps.announcing import announce
from moderation.use_cases.steps.asking import asker_on
from moderation.use_cases.steps.judging import (
    FIRST_RETRY,
    PENDING,
    SCORE,
    case_of,
    record_outcome,
    scored,
)
from moderation.use_cases.steps.repeating import remember
from moderation.use_cases.steps.ruling import rules_under, taken_by
from moderation.use_cases.steps.sanctioning import sanction_on
from moderation.use_cases.steps.submitted import Submitted, submitted

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.tables import Article, Comment, Revision
    from moderation.use_cases.steps.judging import Case, Outcome

QUICK = 1000
"""Letters of a text which the fast member reads in a millisecond or two."""


@dataclass(frozen=True)
class NewComment:
    """What is submitted: where, the text, the comment it answers, and by whom if a key names an author.

    ``key`` is the caller's Idempotency-Key and ``digest`` tells what was sent with it.
    """

    site: str
    article: str
    text: str
    parent: str | None = None
    author: NamedAuthor | None = None
    key: str | None = None
    digest: str = ""


def submit_comment(parts: Parts, caller: Caller, new: NewComment) -> Submitted:
    """Keep a comment and say what became of it; the same Idempotency-Key never makes a second one.

    Raises:
        NotFound, NotSignedIn, NotAllowed, Malformed, Closed, TooMany: and nothing is kept.
    """
    _check(caller, new)
    with parts.database.one_at_a_time():
        return _taken(parts, caller, new)


def _taken(parts: Parts, caller: Caller, new: NewComment) -> Submitted:
    now = parts.now()
    comment_id = comments.new_id(now)
    with parts.database.writing() as session:
        article = articles.article_at(session, new.site, new.article)
        used = _used_before(session, caller, new, comment_id, now)
        if used is not None:
            return submitted(comments.comment_with(session, used), comments.latest_revision(session, used))
        allow_writing(session, parts, caller, "comment", now)
        rules = rules_under(session, article)
        if not taken_by(rules, article, now):
            raise Closed("Comments are closed under this article.")
        kept = _keep(session, caller, new, article, comment_id=comment_id, now=now)
        case = case_of(session, kept, rules)
    outcome = _scored(parts, case)
    with parts.database.writing() as session:
        judged = record_outcome(session, case, outcome, parts.now())
        return submitted(judged.comment, judged.revision)


def _check(caller: Caller, new: NewComment) -> None:
    if not caller.is_known:
        raise NotSignedIn("Sign in to post a comment.")
    if caller.key_id is not None:
        require_scope(caller, "comments", new.site)
        if new.author is None:
            raise Malformed("A key says whose comment it is.", fields={"author": ["Name the author."]})
    elif new.author is not None:
        raise Malformed("Only a key of the site may name authors.", fields={"author": ["Leave this out."]})
    check_text(new.text)


def _scored(parts: Parts, case: Case) -> Outcome:
    """Its scores; while networks compute them, or a long text takes its time, others go on."""
    is_quick = parts.scorer.state().members == (FAST,) and len(case.revision.text) <= QUICK
    with nullcontext() if is_quick else parts.database.aside():
        return scored(parts, case)


def _used_before(
    session: Session, caller: Caller, new: NewComment, comment_id: str, now: datetime
) -> str | None:
    """The comment that this caller's key already made; None when the key is new, or there is none."""
    if new.key is None:
        return None
    used = submissions.claim(
        session,
        Submission(caller=caller.mark, key=new.key, digest=new.digest, comment_id=comment_id, created_at=now),
    )
    if used is not None and used.digest != new.digest:
        raise Malformed(
            "This Idempotency-Key was used before, with another body or address.", code="key_reused"
        )
    return used.comment_id if used else None


def _keep(
    session: Session, caller: Caller, new: NewComment, article: Article, *, comment_id: str, now: datetime
) -> Revision:
    """What the new comment says, held and durable with this transaction, as is the job to finish it after a crash."""
    author = asker_on(session, caller, article.site, new.author, now)
    refuse(sanction_on(session, author, now))
    parent = _parent(session, article, new.parent)
    kept = comments.add_comment(
        session,
        comment_id=comment_id,
        article=article,
        author=author,
        parent=parent,
        text=new.text,
        findings=[PENDING.as_row()],
        now=now,
    )
    remember(session, kept, now)
    jobs.add_job(session, SCORE, comment_id, now + FIRST_RETRY)
    announce(session, kept.comment, Happening.SUBMITTED, now)
    return kept


def _parent(session: Session, article: Article, parent_id: str | None) -> Comment | None:
    if parent_id is None:
        return None
    unknown = Malformed("There is no such comment to answer.", fields={"parent": ["No such comment here."]})
    try:
        parent = comments.comment_with(session, parent_id)
        root = threads.root_for_reply(session, parent.root_id)
    except NotFound as missing:
        raise unknown from missing
    shows = parent.status is Status.PUBLISHED and root.status in {Status.PUBLISHED, *GONE}
    if root.article_id != article.id or not shows:
        raise unknown
    return parent
