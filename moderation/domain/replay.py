"""Replaying the policy on comments that were judged before: which would become something else under other rules."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise
from statistics import median

from moderation.domain.articles import Mode
from moderation.domain.comments import Standing
from moderation.domain.findings import STRICTNESS, Finding, Verdict
from moderation.domain.links import links_in
from moderation.domain.policy import Signals, Unscored, holding_thresholds, judge, verdict_on
from moderation.domain.rules import WORD_LISTS, Rules
from moderation.domain.watched_words import words_in

NOT_SCORED = Unscored("pending", "it has no scores")
MANY = 1_000_000
"""How many comments of an author count as published where that cannot matter."""


@dataclass(frozen=True)
class Judged:
    """A comment as it was kept: what it says, its scores (None: unscored), where it stands, and the findings that are
    taken as they were found.
    """

    id: str
    text: str
    scores: Mapping[str, float] | None
    is_staff: bool
    section_path: str
    mode: Mode | None
    kept: tuple[Finding, ...] = ()


@dataclass(frozen=True, eq=False)
class Both:
    """The rules that are in force in a place, and those that are proposed for it; each pair is itself and no other."""

    now: Rules
    proposed: Rules


@dataclass(frozen=True)
class Shift:
    """A comment that becomes something else: its verdict now, the one proposed, and what makes the difference."""

    comment: Judged
    now: Verdict
    proposed: Verdict
    why: Sequence[str]


Published = Callable[[Sequence[str]], Mapping[str, int]]
"""How many comments of the same author were published before each of these, as far as it matters."""


def shifts(
    comments: Iterable[Judged],
    rules: Callable[[Judged], Both],
    model: Mapping[str, float],
    published: Published,
) -> list[Shift]:
    """The comments on which the verdict differs, in their order; only those are judged on which it could."""
    could_differ = cache(lambda both: _could_differ(both, model))
    possible = [
        (comment, both)
        for comment in comments
        if not comment.is_staff
        for both in [rules(comment)]
        if could_differ(both)(comment)
    ]
    before = published([comment.id for comment, both in possible if _minds_newcomers(both)])
    found = (_shift(comment, both, model, before.get(comment.id, MANY)) for comment, both in possible)
    return [shift for shift in found if shift]


def _minds_newcomers(both: Both) -> bool:
    return both.now.newcomer_comments > 0 or both.proposed.newcomer_comments > 0


def _could_differ(both: Both, model: Mapping[str, float]) -> Callable[[Judged], bool]:
    """Whether a comment's verdict could be another under the proposed rules, told quickly."""
    now, proposed = both.now, both.proposed
    if (now.mode, now.newcomer_comments) != (proposed.mode, proposed.newcomer_comments):
        return lambda _: True
    moved = _moved(holding_thresholds(now, model), holding_thresholds(proposed, model))
    words = _changed_words(now, proposed)
    fewest, most = sorted((now.hold_links_over, proposed.hold_links_over))
    minds_unscored = now.unscored is not proposed.unscored

    def could(comment: Judged) -> bool:
        if comment.scores is None:
            by_scores = minds_unscored
        else:
            by_scores = any(low <= comment.scores.get(name, -1) < high for name, (low, high) in moved.items())
        return (
            by_scores
            or bool(words and words_in(comment.text, words))
            or (fewest < most and fewest < len(links_in(comment.text)) <= most)
        )

    return could


def _moved(now: Mapping[str, float], proposed: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """Between which scores an attribute holds under one of the two only."""
    both = {name: (now.get(name, math.inf), proposed.get(name, math.inf)) for name in {*now, *proposed}}
    return {name: (min(each), max(each)) for name, each in both.items() if each[0] != each[1]}


def _changed_words(now: Rules, proposed: Rules) -> tuple[str, ...]:
    """Without any of these in it, no text means anything else than before."""
    changed = [set(getattr(now, name)) ^ set(getattr(proposed, name)) for name in WORD_LISTS]
    return tuple(sorted(set().union(*changed)))


def _shift(comment: Judged, both: Both, model: Mapping[str, float], published: int) -> Shift | None:
    signals = Signals(comment.text, Standing.READER, published)
    scores = NOT_SCORED if comment.scores is None else comment.scores
    found = [
        (*judge(scores, signals, rules, model).findings, *comment.kept) for rules in (both.now, both.proposed)
    ]
    now, proposed = (
        verdict_on(findings, Standing.READER, rules.mode)
        for findings, rules in zip(found, (both.now, both.proposed), strict=True)
    )
    if now is proposed:
        return None
    stricter, milder = found if _is_stricter(now, proposed) else reversed(found)
    return Shift(comment, now, proposed, _only_in(stricter, milder))


def _is_stricter(verdict: Verdict, other: Verdict) -> bool:
    return STRICTNESS.index(verdict) > STRICTNESS.index(other)


def _only_in(findings: Sequence[Finding], others: Sequence[Finding]) -> list[str]:
    """What objects under one set of rules only; all that does where the mode alone makes the difference."""
    known = {(each.code, each.verdict) for each in others}
    own = [each.text for each in findings if each.objects and (each.code, each.verdict) not in known]
    return own or [each.text for each in findings if each.objects]


LONGEST_LOOK = timedelta(minutes=5)
"""A longer pause between two decisions is a pause: as long as a claim lasts."""

ENOUGH_LOOKS = 20


def usual_look(decided: Mapping[int, Sequence[datetime]]) -> float | None:
    """The median of the seconds from a manager's decision to their next; None where too few tell it.

    ``decided`` are moments by manager, in order.
    """
    gaps = [after - before for moments in decided.values() for before, after in pairwise(moments)]
    looks = [gap.total_seconds() for gap in gaps if timedelta(0) < gap <= LONGEST_LOOK]
    return median(looks) if len(looks) >= ENOUGH_LOOKS else None
