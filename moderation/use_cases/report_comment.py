"""Take a report of a published comment; enough of them have it held until a manager has looked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.domain.appeals import LONGEST_REPORT, NO_WEIGHT, Ground, reported, weight_of
from moderation.domain.callers import Caller, NamedAuthor, require_scope
from moderation.domain.comments import Action, Status
from moderation.domain.errors import Conflict, Malformed, NotSignedIn
from moderation.domain.findings import Finding
from moderation.domain.hooks import Happening
from moderation.storage import comments, decisions, reports
from moderation.storage.desk_tables import Report
from moderation.use_cases.steps.allowing import allow, allow_writing, whence
from moderation.use_cases.steps.announcing import announce
from moderation.use_cases.steps.asking import asker_on, check_asker, comment_of
from moderation.use_cases.steps.deciding import decide
from moderation.use_cases.steps.notifying import Says, take_notice
from moderation.use_cases.steps.placing import place_in_queue
from moderation.use_cases.steps.ruling import rules_under

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from moderation.parts import Parts
    from moderation.storage.tables import Author, Comment

NAMELESS_PER_HOUR = 5
"""How many notices without a name one address may send."""


@dataclass(frozen=True)
class Notifier:
    """Who sends a notice without an account, and where they want to hear what follows; both as they like."""

    name: str = ""
    mail: str = ""


@dataclass(frozen=True)
class NewReport:
    """What is reported: which comment, why, in which words, and by whom if a key names an author.

    ``address`` is where a notice without an account comes from, for its limit alone; it is not kept with it.
    ``notifier`` is who sends that, if they say so.
    """

    site: str
    comment: str
    ground: Ground
    note: str | None = None
    author: NamedAuthor | None = None
    address: str = ""
    notifier: Notifier | None = None


@dataclass(frozen=True)
class Reported:
    """A report as it is kept, whether it is new, and whether the comment waits for a manager now."""

    id: int
    is_new: bool
    is_held: bool


def report_comment(parts: Parts, caller: Caller, new: NewReport) -> Reported:
    """Keep a report, once for each reader and comment; the same again answers the one that is kept.

    A notice of illegal content needs no name, but a note. It weighs nothing towards holding, and is always looked at.

    Raises:
        NotSignedIn, NotAllowed, NotFound, Malformed, TooMany: and nothing is kept.
        Conflict: when the comment does not show (any more).
    """
    _check(caller, new)
    now = parts.now()
    with parts.database.writing() as session:
        comment = comment_of(session, new.site, new.comment)
        author = (
            None
            if _is_nameless(caller, new)
            else asker_on(session, caller, comment.article.site, new.author, now)
        )
        known = _known(session, new, author)
        if known is not None:
            return Reported(known.id, is_new=False, is_held=comment.status is Status.HELD)
        _check_comment(comment, author)
        _allow(session, parts, caller, new, now)
        report = _keep(session, comment, new, author, now)
        if author is None and new.notifier is not None:
            take_notice(session, report, comment.article, Says(new.notifier.name, new.notifier.mail), now)
        announce(session, comment, Happening.REPORTED, now, report=report.id, ground=report.ground.value)
        _hold_if_enough(session, comment, now)
        return Reported(report.id, is_new=True, is_held=comment.status is Status.HELD)


def _is_nameless(caller: Caller, new: NewReport) -> bool:
    return new.author is None and not caller.is_reader


def _check(caller: Caller, new: NewReport) -> None:
    note = (new.note or "").strip()
    if _is_nameless(caller, new):
        if new.ground is not Ground.ILLEGAL:
            raise NotSignedIn(
                "Sign in to report a comment; only illegal content may be reported without a name."
            )
        if caller.key_id is not None:
            require_scope(caller, "comments", new.site)
    else:
        check_asker(caller, new.site, new.author)
    if new.ground is Ground.ILLEGAL and not note:
        raise Malformed("Say what is illegal about it.", fields={"note": ["Say what is illegal about it."]})
    if len(note) > LONGEST_REPORT:
        complaint = f"At most {LONGEST_REPORT:,} characters."
        raise Malformed("The note is too long.", fields={"note": [complaint]})


def _known(session: Session, new: NewReport, author: Author | None) -> Report | None:
    if author is not None:
        return reports.report_by(session, new.comment, author.id)
    return reports.nameless_report(session, new.comment, (new.note or "").strip())


def _check_comment(comment: Comment, author: Author | None) -> None:
    if comment.status is not Status.PUBLISHED:
        raise Conflict("This comment does not show. Thank you all the same.", code="not_published")
    if author is not None and comment.author_id == author.id:
        raise Malformed("This comment is your own.", code="own_comment")


def _allow(session: Session, parts: Parts, caller: Caller, new: NewReport, now: datetime) -> None:
    if caller.is_known:
        allow_writing(session, parts, caller, "report", now)
    else:
        allow(session, f"report {whence(new.address)}", NAMELESS_PER_HOUR, 3600, now)


def _keep(session: Session, comment: Comment, new: NewReport, author: Author | None, now: datetime) -> Report:
    record = reports.record_of_reporter(session, author.id) if author else None
    report = Report(
        comment_id=comment.id,
        revision_id=comments.latest_revision(session, comment.id).id,
        author_id=author.id if author else None,
        ground=new.ground,
        note=(new.note or "").strip() or None,
        weight=weight_of(*record) if record else NO_WEIGHT,
        made_at=now,
    )
    return reports.add_report(session, report)


def _hold_if_enough(session: Session, comment: Comment, now: datetime) -> None:
    """Hold the comment when its open reports weigh enough; staff's stay, and are looked at all the same."""
    readers, weight = reports.open_weight(session, comment.id)
    rules = rules_under(session, comment.article)
    if weight < rules.reports_hold_at or comment.author.is_staff:
        return
    revision = comments.latest_revision(session, comment.id)
    found = reported(readers, weight, rules.reports_hold_at)
    revision.findings = [found.as_row(), *(row for row in revision.findings if row["code"] != found.code)]
    findings = [Finding.from_row(row) for row in revision.findings]
    place_in_queue(session, comment, findings, since=now, now=now)
    judged = decisions.latest_by_policy(session, comment.id)
    thresholds = judged.rules.get("thresholds", {}) if judged else {}
    grounds = decisions.Grounds(rules={**rules.as_judged_by(), "thresholds": thresholds})
    decide(session, comment, revision, Action.HOLD, grounds=grounds, now=now)
