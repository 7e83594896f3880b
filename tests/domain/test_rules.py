"""Rules that were set are what they say, or they are refused by name."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.domain.attributes import ATTRIBUTES
from moderation.domain.errors import Malformed
from moderation.domain.rule_shapes import FOR_THE_UNSCORED, SHAPES
from moderation.domain.rules import Rules

GOOD = {
    "thresholds": st.dictionaries(st.sampled_from(list(ATTRIBUTES)), st.floats(0, 5) | st.integers(0, 2)),
    "banned_words": st.lists(st.sampled_from(["pox", "two words", "ünï"])),
    "held_words": st.lists(st.sampled_from(["drat", "x"])),
    "hold_links_over": st.integers(0, 1000),
    "hold_repeats_over": st.integers(0, 1000),
    "newcomer_comments": st.integers(0, 1000),
    "unscored": st.sampled_from([each.value for each in FOR_THE_UNSCORED]),
    "pre_moderate": st.booleans(),
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
        ("pre_moderate", 1),
        ("pre_moderate", "false"),
    ],
)
def test_a_rule_that_will_not_do_is_refused_by_its_name(rule: str, said: object) -> None:
    with pytest.raises(Malformed) as refused:
        Rules().overridden({"held_words": ["drat"], rule: said})

    assert list(refused.value.fields) == [rule]


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(Malformed) as refused:
        Rules().overridden({"hold_links_over": -1, "pre_moderate": 0, "unknown": 1, "unscored": "hold"})

    assert set(refused.value.fields) == {"hold_links_over", "pre_moderate", "unknown"}


@given(anything | st.dictionaries(st.sampled_from(list(SHAPES)), anything))
def test_whatever_is_said_is_refused_or_survives_being_stored(row: Any) -> None:
    try:
        in_force = Rules().overridden(row)
    except Malformed:
        return

    assert Rules().overridden(in_force.as_row()) == in_force
