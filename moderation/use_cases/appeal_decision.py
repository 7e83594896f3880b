"""Take an author's appeal: that another manager looks at a decision on their comment again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.appeals import HELD_TOO_LONG, LONGEST_APPEAL
from moderation.domain.callers import Caller, NamedAuthor
from moderation.domain.comments import Status
from moderation.domain.errors import Conflict, Malformed, NotFound
from moderation.domain.hooks import Happening
from moderation.domain.promises import appeal_window
from moderation.storage import appeals, decisions
from moderation.storage.desk_tables import Appeal
from moderation.use_cases.steps.allowing import allow_writing
from moderation.use_cases.steps.announcing import announce
from moderation.use_cases.steps.asking import asker_on, check_asker, comment_of
from moderation.use_cases.steps.ruling import rules_under

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.tables import Comment, Decision


@dataclass(frozen=True)
class NewAppeal:
    """What an author appeals: which comment of theirs, in which words, and who they are if a key names them."""

    site: str
    comment: str
    note: str
    author: NamedAuthor | None = None


@dataclass(frozen=True)
class Appealed:
    """An appeal as it is kept: against which decision, whether it is new, and what became of it (None: it waits)."""

    decision: int
    is_new: bool
    made_at: datetime
    upheld: bool | None
    answer: str | None


def appeal_decision(parts: Parts, caller: Caller, new: NewAppeal) -> Appealed:
    """Keep an appeal against the last decision on a comment, once for each decision; again answers how it stands.

    A rejection may be appealed within the site's window, a comment that waits only when it has waited too long.

    Raises:
        NotSignedIn, NotAllowed, Malformed, TooMany: and nothing is kept.
        NotFound: when there is no such comment, or it is somebody else's.
        Conflict: when there is nothing to appeal, not yet, or no longer.
    """
    check_asker(caller, new.site, new.author)
    note = _checked(new.note)
    now = parts.now()
    with parts.database.writing() as session:
        comment = comment_of(session, new.site, new.comment)
        author = asker_on(session, caller, comment.article.site, new.author, now)
        if comment.author_id != author.id:
            raise NotFound("There is no such comment of yours.", code="unknown_comment")
        decision = decisions.latest(session, comment.id)
        known = _known(session, comment, decision)
        if known is not None:
            return _appealed(known, is_new=False)
        against = _appealable(session, comment, decision, now)
        allow_writing(session, parts, caller, "appeal", now)
        kept = Appeal(
            comment_id=comment.id, decision_id=against.id, author_id=author.id, note=note, made_at=now
        )
        appeals.add_appeal(session, kept)
        announce(session, comment, Happening.APPEALED, now, appeal=kept.id, decision=against.id)
        return _appealed(kept, is_new=True)


def _checked(note: str) -> str:
    note = note.strip()
    if not 1 <= len(note) <= LONGEST_APPEAL:
        complaint = f"Write 1 to {LONGEST_APPEAL:,} characters."
        raise Malformed(complaint, fields={"note": [complaint]})
    return note


def _known(session: Session, comment: Comment, decision: Decision | None) -> Appeal | None:
    """The appeal that is open, that was made against the last decision, or that it denied: that is final."""
    latest = appeals.latest_of(session, comment.id)
    if latest is None or decision is None or latest.settled_at is None:
        return latest
    denied = decision.before is decision.after is Status.REJECTED
    return latest if denied or latest.decision_id == decision.id else None


def _appealable(session: Session, comment: Comment, decision: Decision | None, now: datetime) -> Decision:
    if decision is None or comment.status not in {Status.HELD, Status.REJECTED}:
        raise Conflict("There is nothing to appeal: this comment was not rejected.", code="nothing_to_appeal")
    if comment.status is Status.HELD and now - decision.decided_at < HELD_TOO_LONG:
        raise Conflict(
            f"This comment waits for a community manager. You can appeal when it has waited "
            f"{HELD_TOO_LONG.total_seconds() / 3600:.0f} hours.",
            code="too_early",
        )
    window = appeal_window(rules_under(session, comment.article))
    if comment.status is Status.REJECTED and now - decision.decided_at > window:
        raise Conflict(f"An appeal is possible for {window.days} days after a decision.", code="too_late")
    return decision


def _appealed(appeal: Appeal, *, is_new: bool) -> Appealed:
    return Appealed(appeal.decision_id, is_new, appeal.made_at, appeal.upheld, appeal.answer)
