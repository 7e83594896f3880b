"""The policy: what follows from scores, signals, rules and standing. Every check runs, the strictest wins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from moderation.domain.appeals import reported
from moderation.domain.articles import Mode
from moderation.domain.attributes import OFF_TOPIC
from moderation.domain.comments import Standing
from moderation.domain.findings import (
    NOT_READ_WHOLE,
    STRICTNESS,
    Finding,
    Verdict,
    over_threshold,
    repeated,
    unscored,
)
from moderation.domain.links import links_in
from moderation.domain.repeats import NO_REPEATS, Repeats
from moderation.domain.rules import Rules
from moderation.domain.sanctions import InForce, Kind, until
from moderation.domain.topics import Bearing
from moderation.domain.watched_words import words_in


@dataclass(frozen=True)
class Unscored:
    """That no score could be given: ``code`` is missing, late, failed, language or pending; ``why`` in words."""

    code: str
    why: str


@dataclass(frozen=True)
class Signals:
    """What else is known about a submission: its text, its author's standing, how many of theirs are published, where
    else nearly the same was said, how it bears on its article, the sanction that counts for its author, how many
    open reports there are of what weight, how it stood elsewhere, if it was brought along from there, whether its
    author's mail address still waits to be confirmed, or has no account at all, and whether all of it was read.
    """

    text: str
    standing: Standing
    approved_before: int = 0
    repeats: Repeats = NO_REPEATS
    bearing: Bearing | None = None
    sanction: InForce | None = None
    reports: int = 0
    reports_weight: float = 0.0
    stood: Finding | None = None
    is_unconfirmed: bool = False
    is_guest: bool = False
    is_read_whole: bool = True


@dataclass(frozen=True)
class Judgement:
    """The verdict and every finding behind it, strictest and strongest first."""

    verdict: Verdict
    findings: tuple[Finding, ...]


def judge(
    scores: Mapping[str, float] | Unscored, signals: Signals, rules: Rules, thresholds: Mapping[str, float]
) -> Judgement:
    """The verdict on one text.

    ``thresholds`` are those of the model; the rules' own come first, and an attribute with neither never holds.
    A comment by staff is published whatever is found, and the findings are kept; so they are where comments are looked
    at afterwards.
    """
    found = [
        *_by_scores(scores, signals.bearing, rules, thresholds),
        *([] if signals.is_read_whole else [NOT_READ_WHOLE]),
        *_by_words(signals.text, rules),
        *_by_links(signals.text, rules),
        *_by_repeats(signals.repeats, rules),
        *_by_standing(signals, rules),
        *_by_address(signals),
        *_by_reports(signals, rules),
        *_by_mode(rules),
        *_by_sanction(signals.sanction),
        *([signals.stood] if signals.stood else []),
    ]
    ordered = tuple(sorted(found, key=_strictest_first))
    return Judgement(verdict_on(ordered, signals.standing, rules.mode), ordered)


def verdict_on(findings: Iterable[Finding], standing: Standing, mode: Mode) -> Verdict:
    """What follows from all that was found: the strictest verdict that counts for such an author and in this mode."""
    if standing is Standing.STAFF:
        return Verdict.PUBLISH
    counted = [each.verdict for each in findings if not (mode is Mode.POST and _can_wait(each))]
    return max(counted, key=STRICTNESS.index, default=Verdict.PUBLISH)


def _can_wait(finding: Finding) -> bool:
    """Whether it is enough to look afterwards where everything is shown at once."""
    is_on_content = finding.code.startswith("score.") or finding.code in LOOKED_AT_AFTERWARDS
    return finding.verdict is Verdict.HOLD and is_on_content


LOOKED_AT_AFTERWARDS = {"word.held", "links", "spam.repeated", "newcomer", "unscored", NOT_READ_WHOLE.code}
"""What holds a comment nowhere that comments are shown at once, beside its scores; anything else still does."""


def holding_thresholds(rules: Rules, thresholds: Mapping[str, float]) -> dict[str, float]:
    """The thresholds in force by attribute: the model's, overridden by the rules."""
    return {**thresholds, **rules.thresholds}


def _by_scores(
    scores: Mapping[str, float] | Unscored,
    bears: Bearing | None,
    rules: Rules,
    thresholds: Mapping[str, float],
) -> Iterator[Finding]:
    if isinstance(scores, Unscored):
        yield unscored(scores.code, scores.why, rules.unscored)
        return
    for attribute, threshold in holding_thresholds(rules, thresholds).items():
        if attribute in scores and scores[attribute] >= threshold:
            known = bears if attribute == OFF_TOPIC else None
            yield over_threshold(attribute, scores[attribute], threshold, Verdict.HOLD, known)


def _by_words(text: str, rules: Rules) -> Iterator[Finding]:
    if not (rules.banned_words or rules.held_words):
        return
    for listed, verdict, list_name in (
        (rules.banned_words, Verdict.REJECT, "banned"),
        (rules.held_words, Verdict.HOLD, "held"),
    ):
        for word in words_in(text, listed, rules.allowed_words):
            yield Finding(
                code=f"word.{list_name}",
                verdict=verdict,
                text=f"Contains “{word}”, on the list of {list_name} words",
                told="This contains a word that the site does not allow.",
            )


def _by_links(text: str, rules: Rules) -> Iterator[Finding]:
    links = len(links_in(text))
    if links > rules.hold_links_over:
        yield Finding(
            code="links",
            verdict=Verdict.HOLD,
            text=f"{links} links; more than {rules.hold_links_over} are held",
            told="Comments with many links are looked at by a person first.",
        )


def _by_repeats(repeats: Repeats, rules: Rules) -> Iterator[Finding]:
    if repeats.copies:
        holds = repeats.places > rules.hold_repeats_over
        yield repeated(repeats, Verdict.HOLD if holds else Verdict.PUBLISH)


def _by_standing(signals: Signals, rules: Rules) -> Iterator[Finding]:
    if signals.standing is Standing.READER and signals.approved_before < rules.newcomer_comments:
        yield Finding(
            code="newcomer",
            verdict=Verdict.HOLD,
            text=f"New author: {signals.approved_before} of {rules.newcomer_comments} comments published so far",
            told="Your first comments are looked at by a person before they appear.",
        )


def _by_address(signals: Signals) -> Iterator[Finding]:
    if signals.is_guest:
        yield Finding(
            code="guest",
            verdict=Verdict.HOLD,
            text="Its author is a guest, without an account",
            told="Comments of guests are looked at by a person before they appear.",
        )
    if signals.is_unconfirmed:
        yield Finding(
            code="unconfirmed",
            verdict=Verdict.HOLD,
            text="Its author's mail address is not confirmed yet; once it is, this is judged again",
            told="Confirm your address first: follow the link in the letter that we sent you.",
        )


def _by_reports(signals: Signals, rules: Rules) -> Iterator[Finding]:
    if signals.reports and signals.reports_weight >= rules.reports_hold_at:
        yield reported(signals.reports, signals.reports_weight, rules.reports_hold_at)


def _by_mode(rules: Rules) -> Iterator[Finding]:
    if rules.mode is Mode.PRE:
        yield Finding(
            code="pre_moderated",
            verdict=Verdict.HOLD,
            text="Everything here is looked at before it is published",
            told="Comments here are looked at by a person before they appear.",
        )
    elif rules.mode is Mode.POST:
        yield Finding(
            code="post_moderated",
            verdict=Verdict.PUBLISH,
            text="Everything here is published at once, and looked at afterwards",
            told="Comments here are looked at by a person after they appear.",
        )


SANCTIONED = {Kind.PRE_MODERATE: "pre_moderated", Kind.SUSPEND: "suspended", Kind.BAN: "banned"}
"""The sanctions that hold a comment: one may have come in before its author was suspended."""


def _by_sanction(sanction: InForce | None) -> Iterator[Finding]:
    if sanction is not None and sanction.kind in SANCTIONED:
        name = SANCTIONED[sanction.kind]
        lasts = f" {until(sanction.ends_at)}" if sanction.ends_at else ""
        yield Finding(
            code=f"sanction.{name}",
            verdict=Verdict.HOLD,
            text=f"Its author is {name.replace('_', '-')}{lasts}: {sanction.reason}",
            told="Your comments are looked at by a person before they appear.",
        )


def _strictest_first(finding: Finding) -> tuple[int, float]:
    return -STRICTNESS.index(finding.verdict), -(finding.score or 0.0)
