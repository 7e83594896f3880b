"""Proposed rules and words are tried on what came in lately, and nothing is changed by that."""

from __future__ import annotations

from datetime import timedelta

import pytest

from moderation.domain.callers import Area, Caller, NamedAuthor
from moderation.domain.comments import Action
from moderation.domain.decisions import Choice
from moderation.domain.errors import Malformed, NotAllowed, NotFound
from moderation.parts import Parts
from moderation.use_cases.decide_comment import decide_comment
from moderation.use_cases.simulate_rules import ASSUMED_LOOK_S, simulate_rules
from moderation.use_cases.steps import replaying
from moderation.use_cases.try_words import try_words
from tests.making import NOON, a_comment, a_machine, a_manager, a_reader, a_site, an_article, at

HARBOUR = Area("harbour")
OWN = {"newcomer_comments": 0}


@pytest.fixture
def manager(parts: Parts) -> Caller:
    return a_manager(parts)


@pytest.fixture
def machine(parts: Parts) -> Caller:
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine, section=("Home", "City"))
    an_article(parts, machine, "abroad", section=("Home", "World"))
    return machine


def test_it_tells_what_would_be_let_go_and_what_managers_had_said_of_it(
    parts: Parts, machine: Caller, manager: Caller
) -> None:
    insults = [a_comment(parts, machine, f"You idiot, number {number}.") for number in range(3)]
    a_comment(parts, machine)
    decide_comment(parts, manager, insults[0].id, 2, Choice(Action.REJECT, "insult"))
    decide_comment(parts, manager, insults[1].id, 2, Choice(Action.PUBLISH))
    told = simulate_rules(parts, manager, HARBOUR, {**OWN, "thresholds": {"INSULT": 0.95}})

    assert (told.total, told.looked_at, told.held.count) == (4, 4, 0)
    assert (told.let_go.count, told.let_go.opposed) == (3, 1)
    assert {sample.decided for sample in told.let_go.samples} == {Action.REJECT, Action.PUBLISH, None}
    assert all(sample.why == ["Insult 90%, holds at 70%"] for sample in told.let_go.samples)
    assert told.minutes_a_day == pytest.approx(-3 * ASSUMED_LOOK_S / 60 / 30)
    assert not told.is_measured


def test_it_tells_what_would_be_held_and_rejected_besides(
    parts: Parts, machine: Caller, manager: Caller
) -> None:
    approved = a_comment(parts, machine, "You idiot, what the blether.")
    decide_comment(parts, manager, approved.id, 2, Choice(Action.PUBLISH))
    a_comment(parts, machine, "A blether by the council.")
    a_comment(parts, machine, "A pox on it.", author=NamedAuthor("bo", "Bo"))
    proposed = {**OWN, "held_words": ["blether"], "banned_words": ["pox"], "thresholds": {"INSULT": 2}}
    told = simulate_rules(parts, manager, HARBOUR, proposed)

    assert (told.held.count, told.held.opposed) == (1, 0)
    assert (told.rejected.count, told.rejected.opposed) == (1, 0)
    assert told.let_go.count == 0
    assert [(sample.text, sample.article) for sample in told.held.samples] == [
        ("A blether by the council.", "The budget vote")
    ]


def test_a_section_is_tried_alone_and_days_before_are_not(
    parts: Parts, machine: Caller, manager: Caller
) -> None:
    for days in (1, 29, 31):
        earlier = at(parts, NOON - timedelta(days=days))
        a_comment(earlier, machine, f"A fair budget, said {days} ago.")
        a_comment(earlier, machine, f"A fair world, said {days} ago.", article="abroad")
    city = simulate_rules(parts, manager, Area("harbour", "Home / City"), {"mode": "pre"})
    home = simulate_rules(parts, manager, Area("harbour", "Home"), {"mode": "closed"})

    assert (city.total, city.held.count) == (2, 2)
    assert (home.total, home.refused, home.held.count) == (4, 4, 0)


def test_newcomers_are_counted_and_staff_are_left_out(parts: Parts, machine: Caller, manager: Caller) -> None:
    for number in range(3):
        a_comment(at(parts, NOON + timedelta(seconds=number)), machine, f"A fair budget, number {number}.")
    a_comment(parts, machine, "A first word.", author=NamedAuthor("bo", "Bo"))
    later = at(parts, NOON + timedelta(minutes=1))

    assert simulate_rules(later, manager, HARBOUR, {"newcomer_comments": 2}).held.count == 3
    assert simulate_rules(later, manager, HARBOUR, {"newcomer_comments": 1}).held.count == 2


def test_the_time_of_a_decision_is_measured_where_enough_were_made(
    parts: Parts, machine: Caller, manager: Caller
) -> None:
    for number in range(21):
        comment = a_comment(parts, machine, f"You idiot, number {number}.")
        moment = at(parts, NOON + timedelta(seconds=12 * number))
        decide_comment(moment, manager, comment.id, 2, Choice(Action.PUBLISH))
    told = simulate_rules(at(parts, NOON + timedelta(hours=1)), manager, HARBOUR, {**OWN, "mode": "pre"})

    assert (told.seconds_each, told.is_measured) == (12, True)


def test_of_many_comments_an_even_sample_is_replayed_and_said_to_be(
    parts: Parts, machine: Caller, manager: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(40):
        a_comment(parts, machine, f"A fair budget, number {number}.")
    monkeypatch.setattr(replaying, "MOST", 20)
    told = simulate_rules(parts, manager, HARBOUR, {**OWN, "mode": "pre"})

    assert told.total == 40
    assert 0 < told.looked_at <= 20
    assert told.held.count == 40
    assert len(told.held.samples) == min(10, told.looked_at)


def test_words_are_tried_with_what_excuses_them(parts: Parts, machine: Caller, manager: Caller) -> None:
    a_comment(at(parts, NOON - timedelta(days=8)), machine, "An old pox.")
    caught = a_comment(parts, machine, "You idiot, a p0x on it.")
    a_comment(parts, machine, "A pox doctor helped.")
    decide_comment(parts, manager, caught.id, 2, Choice(Action.REJECT, "insult"))
    lists = {"banned_words": ["pox"], "held_words": ["idiot"], "allowed_words": ["pox doctor"]}
    catch = try_words(parts, manager, HARBOUR, lists)

    assert (catch.total, catch.count, dict(catch.by_word)) == (2, 1, {"pox": 1, "idiot": 1})
    assert [(each.words, each.is_banned, each.decided) for each in catch.latest] == [
        (["pox", "idiot"], True, Action.REJECT)
    ]


def test_trying_needs_somebody_at_the_desk_and_rules_that_can_be(parts: Parts, machine: Caller) -> None:
    bound = Caller(account_id=1, role=a_manager(parts, "Noor").role, areas=(Area("harbour", "Home"),))
    for tries in (simulate_rules, try_words):
        with pytest.raises(NotAllowed):
            tries(parts, a_reader(parts, f"Rhea {tries.__name__}"), HARBOUR, {})
        with pytest.raises(NotFound):
            tries(parts, bound, HARBOUR, {})
        with pytest.raises(Malformed):
            tries(parts, bound, Area("harbour", "Home"), {"held_words": [""]})


def test_copies_count_as_they_were_counted(parts: Parts, machine: Caller, manager: Caller) -> None:
    for name in ("ada", "bo", "cy", "dee"):
        text = "The council should sell the old harbour house before the winter storms come back again."
        a_comment(parts, machine, text, author=NamedAuthor(name, name))
    told = simulate_rules(parts, manager, HARBOUR, {**OWN, "mode": "pre"})

    assert (told.total, told.held.count) == (4, 2)
