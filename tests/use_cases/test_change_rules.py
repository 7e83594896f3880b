"""Rules are changed by seniors, version by version: nobody overwrites another, and everything can be taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from moderation.domain.acts import Deed
from moderation.domain.callers import Area, Caller, Role
from moderation.domain.errors import Conflict, Malformed, NotAllowed, NotFound, NotSignedIn
from moderation.parts import Parts
from moderation.storage import acts
from moderation.use_cases.change_rules import change_rules
from moderation.use_cases.list_rule_changes import list_rule_changes
from moderation.use_cases.list_rule_places import list_rule_places
from moderation.use_cases.read_rules import read_rules
from moderation.use_cases.revert_rules import revert_rules
from moderation.use_cases.set_rules import set_rules
from moderation.use_cases.show_rules import show_rules
from tests.making import a_machine, a_manager, a_reader, a_site, an_article, the_rules

HARBOUR = Area("harbour")
WORLD = Area("harbour", "Home / World")


@pytest.fixture
def senior(parts: Parts) -> Caller:
    a_site(parts)
    return a_manager(parts, "Mira", Role.SENIOR)


def test_a_change_is_kept_with_who_and_why_and_counts_at_once(parts: Parts, senior: Caller) -> None:
    number = change_rules(parts, senior, HARBOUR, 0, {"hold_links_over": 0}, note="Too many adverts")
    latest, baseline = list_rule_changes(parts, senior, HARBOUR).versions
    with parts.database.reading() as session:
        (act,) = acts.acts_on(session, "site 1")

    assert show_rules(parts, "harbour").rules.hold_links_over == 0
    assert (latest.number, latest.by, latest.note) == (number, "Mira", "Too many adverts")
    assert latest.differences == ["Links: inherited → 0 links", "Newcomers: 0 comments → inherited"]
    assert (baseline.number, baseline.by, baseline.is_recorded) == (1, None, False)
    assert (act.deed, act.note, act.before["version"], act.after["version"]) == (
        Deed.RULES,
        "Too many adverts",
        1,
        2,
    )
    assert act.after["rules"] == ["hold_links_over", "newcomer_comments"]


def test_who_comes_second_is_told_who_was_first_and_changes_nothing(parts: Parts, senior: Caller) -> None:
    colleague = a_manager(parts, "Noor", Role.SENIOR)
    seen = change_rules(parts, senior, WORLD, 0, {"mode": "pre"})
    change_rules(parts, colleague, WORLD, seen, {"mode": "post"})
    with pytest.raises(Conflict, match="Noor changed these rules on 2 November, 12:00 UTC"):
        change_rules(parts, senior, WORLD, seen, {"mode": "closed"})
    with pytest.raises(Conflict):
        revert_rules(parts, senior, WORLD, seen, 1)

    assert show_rules(parts, "harbour", "Home / World").rules.mode == "post"


def test_a_version_can_be_taken_back_which_is_a_version_again(parts: Parts, senior: Caller) -> None:
    seen = change_rules(parts, senior, HARBOUR, 0, {"mode": "pre"})
    number = revert_rules(parts, senior, HARBOUR, seen, 1)
    latest = list_rule_changes(parts, senior, HARBOUR).versions[0]

    assert (number, latest.note) == (seen + 1, "Back to version 1")
    assert show_rules(parts, "harbour").overridden == {"": {"newcomer_comments": 0}}
    with pytest.raises(NotFound):
        revert_rules(parts, senior, HARBOUR, number, 99)
    with pytest.raises(Malformed, match="already"):
        revert_rules(parts, senior, HARBOUR, number, 1)


def test_the_command_line_makes_versions_too_and_what_was_written_past_us_is_seen(
    parts: Parts, senior: Caller
) -> None:
    set_rules(parts, "harbour", {"mode": "pre"}, note="At the editor's wish")
    set_rules(parts, "harbour", {"mode": "pre"})
    the_rules(parts, "harbour", {"mode": "post", "hold_links_over": "many"})
    set_rules(parts, "harbour", {})
    told = [(each.number, each.by, each.note) for each in list_rule_changes(parts, senior, HARBOUR).versions]

    unrecorded = "Stood here without a record of the change"
    assert told == [
        (4, None, None),
        (3, None, unrecorded),
        (2, None, "At the editor's wish"),
        (1, None, unrecorded),
    ]


def test_what_is_refused_leaves_no_version(parts: Parts, senior: Caller) -> None:
    with pytest.raises(Malformed):
        change_rules(parts, senior, HARBOUR, 0, {"mode": "ajar"})
    with pytest.raises(Malformed):
        change_rules(parts, senior, HARBOUR, 0, {"mode": "pre"}, note="x" * 1001)
    with pytest.raises(Malformed, match="already"):
        change_rules(parts, senior, HARBOUR, 0, {"newcomer_comments": 0})

    assert list_rule_changes(parts, senior, HARBOUR).versions == []


def test_only_seniors_change_rules_and_only_those_at_the_desk_read_them(parts: Parts, senior: Caller) -> None:
    manager = a_manager(parts, "Noor")
    seen = change_rules(parts, senior, HARBOUR, 0, {"mode": "pre"})
    for forbidden in (manager, a_reader(parts)):
        with pytest.raises(NotAllowed):
            change_rules(parts, forbidden, HARBOUR, seen, {})
        with pytest.raises(NotAllowed):
            revert_rules(parts, forbidden, HARBOUR, seen, 1)
    with pytest.raises(NotSignedIn):
        read_rules(parts, Caller(), HARBOUR)

    assert read_rules(parts, manager, HARBOUR).in_force.mode == "pre"


def test_who_works_on_a_section_reaches_no_rules_around_it(parts: Parts, senior: Caller) -> None:
    an_article(parts, a_machine(parts), section=("Home", "World", "Asia"))
    a_site(parts, "elsewhere")
    bound = replace(senior, areas=(WORLD,))
    change_rules(parts, senior, HARBOUR, 0, {"mode": "pre"})
    for beyond in (HARBOUR, Area("harbour", "Home"), Area("elsewhere")):
        with pytest.raises(NotFound):
            change_rules(parts, bound, beyond, 0, {"mode": "closed"})
        with pytest.raises(NotFound):
            list_rule_changes(parts, bound, beyond)
    change_rules(parts, bound, WORLD, 0, {"hold_links_over": 0})
    here = read_rules(parts, bound, WORLD)

    assert [place.section_path for place in list_rule_places(parts, bound)] == [
        "Home / World",
        "Home / World / Asia",
    ]
    assert (here.in_force.mode, here.sources, here.said) == ("pre", {"mode": ""}, {"hold_links_over": 0})
