"""Gathering all that a manager should see of a comment before deciding on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.attributes import label_of
from moderation.domain.comments import Action, Status
from moderation.domain.evidence import Stretch, stretches
from moderation.domain.findings import Finding
from moderation.domain.need import Need
from moderation.domain.rules import Canned, reasons_for
from moderation.storage import authors, comments, decisions, profiles, queue
from moderation.use_cases.steps.asking import Asks, asks_about
from moderation.use_cases.steps.beside import Beside, beside
from moderation.use_cases.steps.repeating import FoundCopy, copies_in
from moderation.use_cases.steps.ruling import reason_given, rules_under

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.domain.callers import Caller
    from moderation.domain.decisions import Reason
    from moderation.storage.authors import Record
    from moderation.storage.tables import Comment, Decision, Revision

CONTEXT = 30
"""How many comments of the thread are shown around the one under review."""


@dataclass(frozen=True)
class ScoreBar:
    """One score beside the threshold at which it holds (None when it never does)."""

    attribute: str
    label: str
    score: float
    threshold: float | None

    @property
    def holds(self) -> bool:
        """Whether the score reached its threshold."""
        return self.threshold is not None and self.score >= self.threshold

    @property
    def matters(self) -> bool:
        """Whether the score is over half its threshold."""
        return self.threshold is not None and self.score >= self.threshold / 2


@dataclass(frozen=True)
class PastDecision:
    """A decision in words: what was done, by whom (the policy when nobody), through which key if any, why and when."""

    id: int
    action: Action
    after: Status
    by: str | None
    reason: str | None
    note: str | None
    model: str | None
    decided_at: datetime
    is_undo: bool
    key_id: int | None = None


@dataclass(frozen=True)
class Wording:
    """What the comment said before it was edited, and since when."""

    text: str
    written_at: datetime


@dataclass(frozen=True)
class Around:
    """A comment of the thread around the one under review."""

    id: str
    author: str
    is_staff: bool
    text: str
    status: Status
    created_at: datetime
    is_this: bool


@dataclass(frozen=True)
class Review:
    """All that a manager should see of a comment before deciding on it; ``version`` goes back with the decision.

    ``earlier`` is what it said before, latest first, ``about`` are the article's most telling words, ``waiting_here``
    is how many comments wait under it, ``reasons`` are those that a rejection may have, ``canned`` the texts that the
    site keeps for what its authors read.
    """

    id: str
    version: int
    status: Status
    site: str
    site_name: str
    article: str
    article_title: str
    article_text: str
    article_url: str | None
    about: Sequence[str]
    waiting_here: int
    section: str
    author: str
    is_staff: bool
    record: Record
    created_at: datetime
    text: str
    earlier: Sequence[Wording]
    marked: Sequence[Stretch]
    findings: Sequence[Finding]
    need: Need
    copies: Sequence[FoundCopy]
    bars: Sequence[ScoreBar]
    model: str | None
    thread: Sequence[Around]
    parent: Around | None
    history: Sequence[PastDecision]
    may_undo: bool
    asks: Asks
    reasons: Sequence[Reason]
    canned: Sequence[Canned]
    beside: Beside

    @property
    def before(self) -> Status:
        """Where the comment was before the last decision, and where undoing that leads."""
        return self.history[1].after if len(self.history) > 1 else Status.HELD


def review_of(session: Session, comment: Comment, caller: Caller) -> Review:
    """Everything about one comment that this caller may see."""
    revision, history = comments.latest_revision(session, comment.id), decisions.history(session, comment.id)
    findings = [Finding.from_row(row) for row in revision.findings]
    bars, thread = _bars(revision, history), _thread(session, comment)
    article, rules = comment.article, rules_under(session, comment.article)
    return Review(
        id=comment.id,
        version=comment.version,
        status=comment.status,
        site=article.site.slug,
        site_name=article.site.name,
        article=article.external_id,
        article_title=article.title,
        article_text=article.text,
        article_url=article.url,
        about=profiles.terms_of(session, article.id),
        waiting_here=queue.held_under(session, article.id),
        section=article.section_path,
        author=comment.author.name,
        is_staff=comment.author.is_staff,
        record=authors.record_of(session, comment.author, caller.areas),
        created_at=comment.created_at,
        text=revision.text,
        earlier=_earlier(session, comment),
        marked=_marked(revision, bars),
        findings=findings,
        need=Need.from_row(comment.need),
        copies=copies_in(session, findings, caller),
        bars=bars,
        model=revision.model,
        thread=thread,
        parent=next((around for around in thread if around.id == comment.parent_id), None),
        history=[past(decision) for decision in history],
        may_undo=bool(history) and is_undoable(history[0]),
        asks=asks_about(session, comment, history),
        reasons=list(reasons_for(rules).values()),
        canned=rules.canned,
        beside=beside(session, comment),
    )


def _earlier(session: Session, comment: Comment) -> list[Wording]:
    return [Wording(each.text, each.created_at) for each in comments.earlier_revisions(session, comment)]


def is_undoable(decision: Decision) -> bool:
    """Whether a decision, being the latest on its comment, may be undone: a manager's, and not itself an undo."""
    return decision.manager_id is not None and decision.action is not Action.UNDO


def past(decision: Decision) -> PastDecision:
    """A decision in words."""
    reason = reason_given(decision)
    return PastDecision(
        id=decision.id,
        action=decision.action,
        after=decision.after,
        by=decision.manager.name if decision.manager else None,
        reason=reason.label if reason else None,
        note=decision.note,
        model=decision.model,
        decided_at=decision.decided_at,
        is_undo=decision.action is Action.UNDO,
        key_id=decision.key_id,
    )


def _bars(revision: Revision, history: Sequence[Decision]) -> list[ScoreBar]:
    """The scores, highest above their threshold first; the thresholds are those the policy last judged by."""
    judged = next((decision for decision in history if decisions.is_the_policys(decision)), None)
    thresholds: Mapping[str, float] = judged.rules.get("thresholds", {}) if judged else {}
    bars = [
        ScoreBar(name, label_of(name), score, thresholds.get(name)) for name, score in revision.scores.items()
    ]
    return sorted(bars, key=lambda bar: bar.score / (bar.threshold or 1), reverse=True)


def _marked(revision: Revision, bars: Sequence[ScoreBar]) -> list[Stretch]:
    """The text marked with the evidence of the scores that hold it; when none does, of those that matter."""
    holding = {bar.attribute for bar in bars if bar.holds}
    telling = holding or {bar.attribute for bar in bars if bar.matters}
    return stretches(
        revision.text, {name: spans for name, spans in revision.evidence.items() if name in telling}
    )


def _thread(session: Session, comment: Comment) -> list[Around]:
    """The conversation that the comment is part of, oldest first, in whatever status its comments are."""
    around = comments.conversation(session, comment, CONTEXT)
    texts = comments.texts_of(session, [each.id for each in around])
    return [
        Around(
            id=each.id,
            author=each.author.name,
            is_staff=each.author.is_staff,
            text=texts[each.id].text,
            status=each.status,
            created_at=each.created_at,
            is_this=each.id == comment.id,
        )
        for each in around
    ]
