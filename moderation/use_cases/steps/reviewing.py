"""All that a manager should see of a comment before deciding on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from moderation.domain.attributes import label_of
from moderation.domain.comments import Status
from moderation.domain.evidence import Stretch, stretches
from moderation.domain.findings import Finding
from moderation.domain.need import Need
from moderation.domain.rules import Canned, reasons_for
from moderation.storage.decisions import is_the_policys
from moderation.use_cases.steps.asking import Asks, asks_of
from moderation.use_cases.steps.beside import Beside, beside
from moderation.use_cases.steps.gathering import gather
from moderation.use_cases.steps.past_decisions import PastDecision, is_undoable, past
from moderation.use_cases.steps.repeating import FoundCopy, copies_in

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.domain.callers import Caller
    from moderation.domain.decisions import Reason
    from moderation.storage.authors import Record
    from moderation.storage.tables import Comment, Decision, Revision
    from moderation.use_cases.steps.gathering import Gathered


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


def reviews_of(session: Session, found: Sequence[Comment], caller: Caller) -> list[Review]:
    """Everything about each of these comments that this caller may see, in their order."""
    gathered = gather(session, found, caller.areas)
    return [_review(comment, gathered, caller) for comment in found]


def _review(comment: Comment, gathered: Gathered, caller: Caller) -> Review:
    revision, *earlier = gathered.wordings[comment.id]
    history, rules = gathered.decisions.get(comment.id, ()), gathered.rules[comment.article_id]
    findings = [Finding.from_row(row) for row in revision.findings]
    bars, thread = _bars(revision, history), _thread(comment, gathered)
    article = comment.article
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
        about=gathered.terms.get(article.id, ()),
        waiting_here=gathered.waiting.get(article.id, 0),
        section=article.section_path,
        author=comment.author.name,
        is_staff=comment.author.is_staff,
        record=gathered.records[comment.author_id],
        created_at=comment.created_at,
        text=revision.text,
        earlier=[Wording(each.text, each.created_at) for each in earlier],
        marked=_marked(revision, bars),
        findings=findings,
        need=Need.from_row(comment.need),
        copies=copies_in(gathered.copies, findings, caller),
        bars=bars,
        model=revision.model,
        thread=thread,
        parent=next((around for around in thread if around.id == comment.parent_id), None),
        history=[past(decision) for decision in history],
        may_undo=bool(history) and is_undoable(history[0]),
        asks=_asks(comment, gathered),
        reasons=list(reasons_for(rules).values()),
        canned=rules.canned,
        beside=beside(comment, gathered.sanctions.get(comment.author_id, ())),
    )


def _asks(comment: Comment, gathered: Gathered) -> Asks:
    article = comment.article
    return asks_of(
        gathered.reports.get(comment.id, ()),
        gathered.appeals.get(comment.id),
        gathered.decisions.get(comment.id, ()),
        gathered.rules[article.id].reports_hold_at,
        [each for each in gathered.staff if each.works_on(article.site.slug, article.section_path)],
    )


def _bars(revision: Revision, history: Sequence[Decision]) -> list[ScoreBar]:
    """The scores, highest above their threshold first; the thresholds are those the policy last judged by."""
    judged = next((decision for decision in history if is_the_policys(decision)), None)
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


def _thread(comment: Comment, gathered: Gathered) -> list[Around]:
    """The conversation that the comment is part of, oldest first, in whatever status its comments are."""
    return [
        Around(
            id=each.id,
            author=each.author.name,
            is_staff=each.author.is_staff,
            text=gathered.says[each.id].text,
            status=each.status,
            created_at=each.created_at,
            is_this=each.id == comment.id,
        )
        for each in gathered.threads[comment.id]
    ]
