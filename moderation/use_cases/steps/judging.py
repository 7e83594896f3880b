"""Scoring a kept comment outside any transaction, then judging it and recording what follows, inside one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from moderation.domain.comments import Action, Standing, Status
from moderation.domain.findings import IMPORTED, Finding, Verdict, unscored
from moderation.domain.policy import Judgement, Signals, Unscored, holding_thresholds, judge
from moderation.domain.sanctions import strictest
from moderation.domain.scores import Profile, ScoredText, ScorerUnavailable, Scores, Span
from moderation.storage import (
    articles,
    authors,
    comments,
    decisions,
    jobs,
    mail_addresses,
    profiles,
    reports,
    sanctions,
)
from moderation.use_cases.steps.comparing import bearing_of
from moderation.use_cases.steps.deciding import decide
from moderation.use_cases.steps.placing import place_in_queue
from moderation.use_cases.steps.profiling import as_scored_under, is_unread, profile_soon
from moderation.use_cases.steps.repeating import repeats_of
from moderation.use_cases.steps.ruling import rules_under

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.domain.rules import Rules
    from moderation.parts import Parts
    from moderation.storage.tables import Comment, Decision, Revision

SCORE = "score"
"""The kind of job that scores a comment which has no scores yet."""

PENDING = unscored("pending", "the check has not finished yet", Verdict.HOLD)
"""Why a comment is held between being kept and being judged."""

FIRST_RETRY = timedelta(seconds=10)
LONGEST_RETRY = timedelta(minutes=10)

ACTION = {Verdict.PUBLISH: Action.PUBLISH, Verdict.HOLD: Action.HOLD, Verdict.REJECT: Action.REJECT}


@dataclass(frozen=True)
class Outcome:
    """What the scorer said of a text, with the thresholds of the model that said it, and under which article.

    ``article_seen`` is which article was read and when that had changed last, ``lacks_profile`` whether the scorer made
    itself a profile of it that it could have been handed.
    """

    scores: Scores | Unscored
    thresholds: Mapping[str, float]
    article_seen: tuple[int, datetime]
    lacks_profile: bool = False


@dataclass(frozen=True)
class Case:
    """A kept comment that is to be judged: what it says, what it answers, what its article is about, and the rules it
    came in under.
    """

    comment: Comment
    revision: Revision
    parent: Revision | None
    profile: Profile | None
    rules: Rules


def case_of(session: Session, revision: Revision, rules: Rules | None = None) -> Case:
    """The case of what a comment says, with all that is needed once this transaction has ended; ``rules`` are those
    in force, if they are known already.
    """
    comment = revision.comment
    parent = comments.latest_revision(session, comment.parent_id) if comment.parent_id else None
    profile = profiles.profile_of(session, comment.article_id)
    return Case(comment, revision, parent, profile, rules or rules_under(session, comment.article))


def scored(parts: Parts, case: Case) -> Outcome:
    """The scores of a case, or why there are none; call it with no transaction open."""
    seen = (case.comment.article_id, case.comment.article.updated_at)
    text = ScoredText(
        text=case.revision.text,
        article=as_scored_under(parts, case.comment.article, case.profile),
        parent=case.parent.text if case.parent else None,
    )
    try:
        scores = parts.scorer.score(text)
        return Outcome(scores, parts.scorer.thresholds(), seen, _lacks_profile(parts, case))
    except ScorerUnavailable as unavailable:
        unscored_why = Unscored(unavailable.code, str(unavailable))
        return Outcome(unscored_why, {}, seen, _lacks_profile(parts, case))


def _lacks_profile(parts: Parts, case: Case) -> bool:
    """Whether the scorer in service reads profiles, and of an article that was read there is none of its own making."""
    made_by = parts.scorer.profiles_by()
    if made_by is None or is_unread(case.comment.article):
        return False
    return case.profile is None or case.profile.made_by != made_by


def record_outcome(session: Session, case: Case, outcome: Outcome, now: datetime) -> Case:
    """The case with its scores, findings and decision recorded, and what is still to be done.

    A comment on which a manager's decision stands keeps its status; only what was found is recorded. So does one of
    which nothing else was found than the policy decided on before. What it no longer says is not recorded at all.
    """
    looked_at = case.revision.id
    case = _as_it_stands(session, case)
    if case.comment.status is Status.ERASED or case.revision.id != looked_at:
        return case
    latest = _latest_decision(session, case.comment)
    signals = _signals(session, case, outcome, latest, now)
    judgement = judge(_values(outcome), signals, case.rules, outcome.thresholds)
    _note(session, case.revision, outcome, judgement, now)
    place_in_queue(session, case.comment, judgement.findings, since=case.revision.created_at, now=now)
    action = ACTION[judgement.verdict]
    if _is_the_policys(case.comment, latest) and not _says(latest, action, case.revision):
        in_force = {
            **case.rules.as_judged_by(),
            "thresholds": holding_thresholds(case.rules, outcome.thresholds),
        }
        grounds = decisions.Grounds(rules=in_force)
        decide(session, case.comment, case.revision, action, grounds=grounds, now=now)
    _schedule(session, case.comment, outcome, now)
    if outcome.lacks_profile:
        profile_soon(session, case.comment.article_id, now)
    return case


def retry_after(attempts: int) -> timedelta:
    """How long to wait after that many attempts: 10 s, doubling to 10 min."""
    doublings = min(attempts, 10)  # more would only be cut to the longest
    return min(FIRST_RETRY * (1 << doublings), LONGEST_RETRY)


def _values(outcome: Outcome) -> Mapping[str, float] | Unscored:
    return outcome.scores if isinstance(outcome.scores, Unscored) else outcome.scores.values


def _as_it_stands(session: Session, case: Case) -> Case:
    """The case, kept from others until this transaction ends; read anew if the comment changed since."""
    if comments.version_of(session, case.comment.id) != case.comment.version:
        return case_of(session, comments.latest_revision(session, case.comment.id))
    return case


def _signals(
    session: Session, case: Case, outcome: Outcome, latest: Decision | None, now: datetime
) -> Signals:
    author = case.comment.author
    standing = Standing.STAFF if author.is_staff else Standing.READER
    published = authors.published_before(session, author, at_most=case.rules.newcomer_comments)
    return Signals(
        case.revision.text,
        standing,
        published,
        repeats_of(session, case.revision, case.parent),
        bearing_of(session, case.comment, outcome.scores),
        strictest(sanctions.in_force(session, author, now)),
        *_reported(session, case.comment),
        stood=_as_it_came(latest),
        is_guest=author.is_guest,
        is_unconfirmed=mail_addresses.awaits_confirmation(session, author),
        is_read_whole=isinstance(outcome.scores, Unscored) or outcome.scores.is_whole,
    )


def _reported(session: Session, comment: Comment) -> tuple[int, float]:
    """How many reports of the comment are open, and what they weigh; at its first version it was shown to nobody."""
    return (0, 0.0) if comment.version == 1 else reports.open_weight(session, comment.id)


def _note(
    session: Session, revision: Revision, outcome: Outcome, judgement: Judgement, now: datetime
) -> None:
    findings = [finding.as_row() for finding in judgement.findings]
    if isinstance(outcome.scores, Unscored):
        comments.note_findings(session, revision, findings)
        return
    comments.note_scores(
        session,
        revision,
        findings,
        model=outcome.scores.model,
        scores={name: round(value, 5) for name, value in outcome.scores.values.items()},
        evidence={name: _spans(spans) for name, spans in outcome.scores.evidence.items()},
        now=now,
    )


def _spans(spans: Iterable[Span]) -> list[list[float]]:
    return [[span.begin, span.end, span.weight] for span in spans]


def _latest_decision(session: Session, comment: Comment) -> Decision | None:
    """The decision that the comment stands by; at its first version there was none."""
    return None if comment.version == 1 else decisions.latest_that_stands(session, comment.id)


def _as_it_came(latest: Decision | None) -> Finding | None:
    """How the comment stood where it came from, if that is why it stands so here."""
    findings = latest.findings if latest else []
    return next((Finding.from_row(each) for each in findings if each["code"] == IMPORTED), None)


def _is_the_policys(comment: Comment, latest: Decision | None) -> bool:
    """Whether no manager has decided on the comment."""
    return latest is None or (comment.status is Status.HELD and latest.manager_id is None)


def _says(latest: Decision | None, action: Action, revision: Revision) -> bool:
    """Whether the latest decision says it already: whoever looks at the comment need not look again."""
    if latest is None or latest.action is not action:
        return False
    before, now = (_named(each) for each in (latest.findings, revision.findings))
    return before == now


def _named(findings: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """What was found and what follows from it; scores and nearnesses move with what stands around the comment."""
    return sorted((each["code"], each["verdict"]) for each in findings)


def _schedule(session: Session, comment: Comment, outcome: Outcome, now: datetime) -> None:
    if (comment.article_id, articles.changed_at(session, comment.article_id)) != outcome.article_seen:
        jobs.add_job(
            session, SCORE, comment.id, now
        )  # under another article, or what it said before, it was scored
    elif not isinstance(outcome.scores, Unscored):
        jobs.finish(session, SCORE, comment.id)
    elif outcome.scores.code == "language":
        jobs.finish(session, SCORE, comment.id)  # no retry teaches the model a language
    else:
        why = f"{outcome.scores.code}: {outcome.scores.why}"
        jobs.postpone(session, SCORE, comment.id, now + FIRST_RETRY, why)
