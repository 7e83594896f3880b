"""The policy: every check runs, the strictest wins, and what is not asked for never holds."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from moderation.domain.articles import Mode
from moderation.domain.attributes import ATTRIBUTES
from moderation.domain.comments import Standing
from moderation.domain.findings import STRICTNESS, Finding, Verdict
from moderation.domain.policy import Signals, Unscored, judge, verdict_on
from moderation.domain.repeats import Copy, Repeats
from moderation.domain.rule_shapes import FOR_THE_UNSCORED
from moderation.domain.rules import Rules, effective

chances = st.floats(0, 1)
scores = st.dictionaries(st.sampled_from(list(ATTRIBUTES)), chances)
rules = st.builds(
    Rules,
    thresholds=scores,
    banned_words=st.sampled_from([(), ("pox",)]),
    held_words=st.sampled_from([(), ("drat",)]),
    hold_links_over=st.integers(0, 3),
    hold_repeats_over=st.integers(0, 3),
    newcomer_comments=st.integers(0, 3),
    unscored=st.sampled_from(FOR_THE_UNSCORED),
    mode=st.sampled_from(Mode),
)
signals = st.builds(
    Signals,
    text=st.sampled_from(["Fine.", "A pox on it", "drat", "http://a.b www.c.d https://e.f", ""]),
    standing=st.just(Standing.READER),
    approved_before=st.integers(0, 3),
    repeats=st.builds(
        Repeats,
        article=st.just(1),
        author=st.just(1),
        copies=st.lists(
            st.builds(Copy, st.just("c"), st.integers(1, 3), st.integers(1, 3), st.floats(0.6, 1)), max_size=4
        ).map(tuple),
    ),
)


@given(scores, signals, rules, scores)
def test_the_verdict_is_that_of_the_strictest_finding(
    found: dict[str, float], signal: Signals, rule: Rules, thresholds: dict[str, float]
) -> None:
    judgement = judge(found, signal, rule, thresholds)

    strictest = max(
        (each.verdict for each in judgement.findings), key=STRICTNESS.index, default=Verdict.PUBLISH
    )
    is_shown_at_once = rule.mode is Mode.POST and strictest is Verdict.HOLD
    assert judgement.verdict is (Verdict.PUBLISH if is_shown_at_once else strictest)


@given(scores, signals, rules, scores)
def test_every_mode_finds_the_same_and_adds_only_what_it_says_of_itself(
    found: dict[str, float], signal: Signals, rule: Rules, thresholds: dict[str, float]
) -> None:
    in_open, in_pre, in_post = (
        judge(found, signal, replace(rule, mode=mode), thresholds)
        for mode in (Mode.OPEN, Mode.PRE, Mode.POST)
    )

    assert in_pre.verdict is not Verdict.PUBLISH
    assert in_post.verdict is not Verdict.HOLD
    for judgement, own in ((in_pre, "pre_moderated"), (in_post, "post_moderated")):
        assert {each for each in judgement.findings if each.code != own} == set(in_open.findings)
        assert own in {each.code for each in judgement.findings}


def test_what_is_not_about_the_comment_itself_holds_in_every_mode() -> None:
    sanction = Finding("sanction", Verdict.HOLD, "Looked at first", "Your comments are looked at first.")

    assert verdict_on([sanction], Standing.READER, Mode.POST) is Verdict.HOLD


@given(scores, signals, rules, scores, st.sampled_from(list(ATTRIBUTES)))
def test_a_higher_score_never_makes_the_verdict_milder(
    found: dict[str, float], signal: Signals, rule: Rules, thresholds: dict[str, float], attribute: str
) -> None:
    before = judge(found, signal, rule, thresholds)
    after = judge({**found, attribute: 1.0}, signal, rule, thresholds)

    assert STRICTNESS.index(after.verdict) >= STRICTNESS.index(before.verdict)


@given(scores, signals, rules, scores)
def test_a_score_holds_exactly_at_or_over_its_threshold(
    found: dict[str, float], signal: Signals, rule: Rules, thresholds: dict[str, float]
) -> None:
    judgement = judge(found, signal, rule, thresholds)

    in_force = {**thresholds, **rule.thresholds}
    expected = {name for name, score in found.items() if name in in_force and score >= in_force[name]}
    assert {each.attribute for each in judgement.findings if each.score is not None} == expected


@given(scores, signals, rules, scores)
def test_no_score_alone_ever_rejects(
    found: dict[str, float], signal: Signals, rule: Rules, thresholds: dict[str, float]
) -> None:
    judgement = judge(found, signal, rule, thresholds)

    assert all(each.verdict is not Verdict.REJECT for each in judgement.findings if each.attribute)


@given(scores, signals, rules, scores)
def test_staff_are_published_with_every_finding_kept(
    found: dict[str, float], signal: Signals, rule: Rules, thresholds: dict[str, float]
) -> None:
    as_staff = replace(signal, standing=Standing.STAFF)
    reader = judge(found, signal, rule, thresholds)
    staff = judge(found, as_staff, rule, thresholds)

    assert staff.verdict is Verdict.PUBLISH
    assert {each.code for each in staff.findings} == {each.code for each in reader.findings} - {"newcomer"}


@given(signals, rules, scores)
def test_the_unscored_gets_the_verdict_that_the_rules_name(
    signal: Signals, rule: Rules, thresholds: dict[str, float]
) -> None:
    judgement = judge(Unscored("missing", "no model"), signal, rule, thresholds)

    assert [each.verdict for each in judgement.findings if each.code == "unscored"] == [rule.unscored]


@given(scores, signals, rules, scores)
def test_findings_survive_being_stored(
    found: dict[str, float], signal: Signals, rule: Rules, thresholds: dict[str, float]
) -> None:
    judgement = judge(found, signal, rule, thresholds)

    assert [Finding.from_row(each.as_row()) for each in judgement.findings] == list(judgement.findings)


@given(rules)
def test_rules_survive_being_stored(rule: Rules) -> None:
    assert Rules().overridden(rule.as_row()) == rule


def test_a_section_overrides_its_site_one_rule_at_a_time() -> None:
    in_force = effective(
        {"thresholds": {"INSULT": 0.5, "THREAT": 0.4}, "hold_links_over": 0},
        [{"thresholds": {"INSULT": 0.9}}, {"mode": "pre"}],
    )

    assert in_force.thresholds == {"INSULT": 0.9, "THREAT": 0.4}
    assert in_force.hold_links_over == 0
    assert in_force.mode is Mode.PRE


def test_what_was_not_read_whole_waits_whatever_was_found_in_its_beginning() -> None:
    signals = Signals("Fine.", Standing.READER, is_read_whole=False)

    found = judge({"INSULT": 0.01}, signals, Rules(newcomer_comments=0), {"INSULT": 0.5})

    assert found.verdict is Verdict.HOLD
    assert [each.code for each in found.findings] == ["not_read_whole"]


def test_words_are_found_in_disguise_but_not_inside_others() -> None:
    found = judge(
        {}, Signals("P0X on it", Standing.READER), Rules(banned_words=("pox",), newcomer_comments=0), {}
    )
    inside = judge(
        {}, Signals("epoxy", Standing.READER), Rules(banned_words=("pox",), newcomer_comments=0), {}
    )

    assert found.verdict is Verdict.REJECT
    assert inside.findings == ()
