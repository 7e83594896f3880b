"""Replaying other rules finds every comment that would become something else, and none besides."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.domain.articles import Mode
from moderation.domain.comments import Standing
from moderation.domain.findings import Finding, Verdict
from moderation.domain.policy import Signals, judge, verdict_on
from moderation.domain.replay import NOT_SCORED, Both, Judged, shifts, usual_look
from moderation.domain.rule_words import differences, in_words
from moderation.domain.rules import Rules

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
COPIED = Finding("spam.repeated", Verdict.HOLD, "Says the same as 4 comments", "It was posted before.")
scores = st.dictionaries(st.sampled_from(["INSULT", "SPAM"]), st.sampled_from([0.2, 0.5, 0.8]))
words = st.sampled_from([(), ("pox",), ("pox", "epoxy pox")])
rules = st.builds(
    Rules,
    mode=st.sampled_from(Mode),
    thresholds=scores,
    banned_words=words,
    held_words=words,
    allowed_words=st.sampled_from([(), ("epoxy pox",)]),
    hold_links_over=st.integers(0, 2),
    newcomer_comments=st.integers(0, 2),
    unscored=st.sampled_from([Verdict.HOLD, Verdict.PUBLISH]),
)
comments = st.builds(
    Judged,
    st.just("c"),
    st.sampled_from(["Fine.", "A pox on it", "epoxy pox", "http://a.b www.c.d"]),
    st.none() | scores,
    st.just(value=False),
    st.just(""),
    st.none(),
    st.sampled_from([(), (COPIED,)]),
)


@given(comments, rules, rules, scores, st.integers(0, 3))
def test_a_comment_shifts_when_judging_it_twice_says_so(
    comment: Judged, now: Rules, proposed: Rules, model: dict[str, float], published: int
) -> None:
    both = Both(now, proposed)
    found = shifts([comment], lambda _: both, model, lambda _: {"c": published})

    signals = Signals(comment.text, Standing.READER, published)
    known = NOT_SCORED if comment.scores is None else comment.scores
    verdicts = [
        verdict_on([*judge(known, signals, each, model).findings, *comment.kept], Standing.READER, each.mode)
        for each in (now, proposed)
    ]
    assert [(each.now, each.proposed) for each in found] == (
        [tuple(verdicts)] if verdicts[0] is not verdicts[1] else []
    )


def test_what_staff_wrote_never_shifts() -> None:
    comment = Judged("c", "Fine.", {}, is_staff=True, section_path="", mode=None)
    both = Both(Rules(), Rules(mode=Mode.PRE))

    assert shifts([comment], lambda _: both, {}, lambda _: {}) == []


def test_why_is_what_only_the_stricter_rules_find() -> None:
    comment = Judged(
        "c", "You fool", {"INSULT": 0.8, "SPAM": 0.9}, is_staff=False, section_path="", mode=None
    )
    both = Both(Rules(thresholds={"SPAM": 2}), Rules(thresholds={"SPAM": 2, "INSULT": 0.7}))
    (more,) = shifts([comment], lambda _: both, {}, lambda _: {})
    (less,) = shifts([comment], lambda _: Both(both.proposed, both.now), {}, lambda _: {})

    assert more.why == less.why == ["Insult 80%, holds at 70%"]


def test_the_usual_look_is_the_median_between_decisions_without_pauses() -> None:
    moments = [NOON + timedelta(seconds=12 * number) for number in range(21)]
    after_lunch = [moments[-1] + timedelta(hours=1, seconds=20 * number) for number in range(4)]

    assert usual_look({1: [*moments, *after_lunch], 2: [NOON]}) == 12
    assert usual_look({1: moments[:20]}) is None
    assert usual_look({}) is None


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({}, {"hold_links_over": 0}, ["Links: inherited → 0 links"]),
        ({"hold_links_over": 1}, {"hold_links_over": 0}, ["Links: 1 link → 0 links"]),
        ({"close_after_days": 7}, {}, ["Close after: 7 days → inherited"]),
        ({"close_after_days": 7}, {"close_after_days": None}, ["Close after: 7 days → never"]),
        (
            {"thresholds": {"INSULT": 0.7, "THREAT": 0.5}},
            {"thresholds": {"INSULT": 0.725, "SPAM": 2}},
            [
                "Thresholds: Insult 70\u00a0% → 72.5\u00a0%",
                "Thresholds: Spam inherited → never",
                "Thresholds: Threat 50\u00a0% → inherited",
            ],
        ),
        (
            {"held_words": ["a", "b"]},
            {"held_words": ["b", "c"]},
            ["Held words: added “c”, removed “a”"],
        ),
        ({}, {"held_words": []}, ["Held words: an empty list of its own"]),
        ({"mode": "pre"}, {"mode": "pre"}, []),
        ({}, {"welcome": "Be kind."}, ["Welcome: inherited → “Be kind.”"]),
        ({"canned": [{"name": "Thanks", "text": "a"}]}, {}, ["Canned texts: “Thanks” → inherited"]),
    ],
)
def test_a_change_is_told_in_words(before: dict[str, Any], after: dict[str, Any], told: list[str]) -> None:
    assert differences(before, after) == told


@given(rules)
def test_every_rule_can_be_said_in_words(rule: Rules) -> None:
    assert all(in_words(name, said) for name, said in rule.as_row().items())
