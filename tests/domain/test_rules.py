"""Rules that were set are what they say, or they are refused by name."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.domain.articles import Mode
from moderation.domain.attributes import ATTRIBUTES
from moderation.domain.decisions import REASONS
from moderation.domain.errors import Malformed
from moderation.domain.rule_shapes import FOR_THE_UNSCORED, SHAPES
from moderation.domain.rules import NOT_JUDGING, Rules, reasons_for

A_REASON = {
    "code": "gossip",
    "label": "Gossip",
    "told": "It was about somebody's private life.",
    "attribute": None,
}
GOOD = {
    "mode": st.sampled_from([each.value for each in Mode]),
    "thresholds": st.dictionaries(st.sampled_from(list(ATTRIBUTES)), st.floats(0, 5) | st.integers(0, 2)),
    "banned_words": st.lists(st.sampled_from(["pox", "two words", "ünï"])),
    "held_words": st.lists(st.sampled_from(["drat", "x"])),
    "allowed_words": st.lists(st.sampled_from(["epoxy", "a pox on both"])),
    "hold_links_over": st.integers(0, 1000),
    "hold_repeats_over": st.integers(0, 1000),
    "newcomer_comments": st.integers(0, 1000),
    "unscored": st.sampled_from([each.value for each in FOR_THE_UNSCORED]),
    "reports_hold_at": st.floats(0.5, 1000) | st.integers(1, 1000),
    "close_after_days": st.none() | st.integers(0, 36_500),
    "edit_minutes": st.integers(0, 10_080),
    "appeal_days": st.integers(0, 36_500),
    "wait_target_minutes": st.none() | st.integers(1, 10_080),
    "rejected_kept_days": st.none() | st.integers(1, 36_500),
    "welcome": st.sampled_from(
        ["Be kind.", "Be kind.\n1. No insults\n\n2. No advertising", "خوش\u200cآمدید"]
    ),
    "reasons": st.sampled_from([[], [A_REASON]]),
    "canned": st.sampled_from([[], [{"name": "Thanks", "text": "Thank you.\nThe desk"}]]),
}
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=9), inner, max_size=2),
    max_leaves=4,
)


def test_there_is_a_shape_for_every_rule() -> None:
    assert list(SHAPES) == list(Rules().as_row())


@given(st.fixed_dictionaries({}, optional=GOOD))
def test_good_rules_say_what_was_set_and_leave_the_rest(row: dict[str, Any]) -> None:
    in_force = Rules().overridden(row)

    assert in_force.as_row() == {**Rules().as_row(), **row}


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("hold_link_over", 1),
        ("newcomer_comments", 10**20),
        ("hold_links_over", 1001),
        ("thresholds", [0.5]),
        ("thresholds", {"RUDENESS": 0.5}),
        ("thresholds", {"INSULT": -0.1}),
        ("thresholds", {"INSULT": "0.5"}),
        ("thresholds", {"INSULT": True}),
        ("thresholds", {"INSULT": math.nan}),
        ("thresholds", {"INSULT": math.inf}),
        ("thresholds", {"INSULT": 10**400}),
        ("banned_words", "pox"),
        ("banned_words", ["pox", 7]),
        ("banned_words", {"pox": 1}),
        ("held_words", [" "]),
        ("held_words", ["a\x00b"]),
        ("held_words", None),
        ("hold_links_over", -1),
        ("hold_links_over", 1.5),
        ("hold_links_over", True),
        ("hold_repeats_over", 1.5),
        ("newcomer_comments", "2"),
        ("newcomer_comments", None),
        ("unscored", "reject"),
        ("unscored", "HOLD"),
        ("unscored", ["hold"]),
        ("pre_moderate", True),
        ("mode", "PRE"),
        ("mode", None),
        ("mode", ["pre"]),
        ("held_words", ["x" * 201]),
        ("held_words", ["drat"] * 10_001),
        ("reports_hold_at", 0),
        ("reports_hold_at", math.nan),
        ("reports_hold_at", "3"),
        ("close_after_days", -1),
        ("close_after_days", "never"),
        ("edit_minutes", None),
        ("appeal_days", 1.5),
        ("wait_target_minutes", 0),
        ("rejected_kept_days", 0),
        ("rejected_kept_days", False),
        ("welcome", None),
        ("welcome", " \n"),
        ("welcome", ["Be kind."]),
        ("welcome", "x" * 2001),
        ("welcome", "Be\x00kind."),
        ("welcome", "Be\ud800kind."),
        ("reasons", {"gossip": "Gossip"}),
        ("reasons", ["gossip"]),
        ("reasons", [{**A_REASON, "code": "Gossip!"}]),
        ("reasons", [{**A_REASON, "label": " "}]),
        ("reasons", [{**A_REASON, "told": "x" * 301}]),
        ("reasons", [{**A_REASON, "attribute": "RUDENESS"}]),
        ("reasons", [{**A_REASON, "attribute": ["INSULT"]}]),
        ("reasons", [A_REASON, A_REASON]),
        ("reasons", [{**A_REASON, "teaches": None}]),
        ("canned", [{"name": "Thanks"}]),
        ("canned", [{"name": "Thanks", "text": "a\x00b"}]),
        ("canned", [{"name": "", "text": "Thank you."}]),
    ],
)
def test_a_rule_that_will_not_do_is_refused_by_its_name(rule: str, said: object) -> None:
    with pytest.raises(Malformed) as refused:
        Rules().overridden({"held_words": ["drat"], rule: said})

    assert list(refused.value.fields) == [rule]


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(Malformed) as refused:
        Rules().overridden({"hold_links_over": -1, "mode": 0, "unknown": 1, "unscored": "hold"})

    assert set(refused.value.fields) == {"hold_links_over", "mode", "unknown"}


@given(anything | st.dictionaries(st.sampled_from(list(SHAPES)), anything))
def test_whatever_is_said_is_refused_or_survives_being_stored(row: Any) -> None:
    try:
        in_force = Rules().overridden(row)
    except Malformed:
        return

    assert Rules().overridden(in_force.as_row()) == in_force


def test_a_sites_reasons_come_beside_ours_and_in_their_place() -> None:
    its_insult = {"code": "insult", "label": "Name-calling", "told": "No names.", "attribute": "INSULT"}
    reasons = reasons_for(Rules().overridden({"reasons": [A_REASON, its_insult]}))

    assert [*reasons][-2:] == ["gossip", "other"]
    assert reasons["insult"].label == "Name-calling"
    assert set(reasons) == {*REASONS, "gossip"}


@pytest.mark.parametrize(
    ("rules", "days_old", "takes"),
    [
        ({}, 9999, True),
        ({"close_after_days": 0}, 9999, True),
        ({"close_after_days": 7}, 7, True),
        ({"close_after_days": 7}, 8, False),
        ({"mode": "closed"}, 0, False),
        ({"mode": "post"}, 0, True),
    ],
)
def test_what_is_old_or_closed_takes_no_comments(
    rules: dict[str, Any], days_old: int, *, takes: bool
) -> None:
    now = datetime(2026, 11, 2, tzinfo=UTC)

    assert Rules().overridden(rules).takes_comments(now - timedelta(days=days_old), now) is takes


def test_a_decision_keeps_no_long_lists() -> None:
    kept = Rules(banned_words=("pox",)).as_judged_by()

    assert {name for name in Rules().as_row() if name not in kept} == set(NOT_JUDGING)
