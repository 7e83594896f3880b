"""Rules are set as a whole, by site and by section, and the next comment is judged by them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from moderation.domain.callers import Area
from moderation.domain.comments import Status
from moderation.domain.errors import Malformed, NotFound
from moderation.parts import Parts
from moderation.use_cases.check_rules import check_rules
from moderation.use_cases.read_rules import read_rules
from moderation.use_cases.set_rules import set_rules
from moderation.use_cases.show_rules import show_rules
from tests.making import NOON, a_comment, a_machine, a_manager, a_site, an_article, at


def test_the_next_comment_is_judged_by_the_rules_that_were_set(parts: Parts) -> None:
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine)
    before = a_comment(parts, machine)
    set_rules(parts, "harbour", {"newcomer_comments": 0, "mode": "pre"})
    after = a_comment(parts, machine)

    assert (before.status, after.status) == (Status.PUBLISHED, Status.HELD)


def test_a_section_judges_what_lies_in_it_and_nothing_beside_it(parts: Parts) -> None:
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine, "inside", section=("Home", "World", "Asia"))
    an_article(parts, machine, "beside", section=("Home", "City"))
    reaches = set_rules(parts, "harbour", {"mode": "pre"}, "Home/World")
    reaches_nothing = set_rules(parts, "harbour", {"mode": "pre"}, "Home/Wor")
    became = [a_comment(parts, machine, article=article).status for article in ("inside", "beside")]

    assert became == [Status.HELD, Status.PUBLISHED]
    assert (reaches, reaches_nothing) == (True, False)


def test_what_is_set_replaces_what_was_there(parts: Parts) -> None:
    a_site(parts, hold_links_over=0)
    for section in (None, "Home"):
        set_rules(parts, "harbour", {"mode": "pre"}, section)
        set_rules(parts, "harbour", {"held_words": ["drat"]}, section)

    assert show_rules(parts, "harbour", "Home").overridden == {
        "": {"held_words": ["drat"]},
        "Home": {"held_words": ["drat"]},
    }


def test_the_rules_in_force_are_those_of_all_that_is_around(parts: Parts) -> None:
    a_site(parts, hold_links_over=0, thresholds={"INSULT": 0.5})
    set_rules(parts, "harbour", {"thresholds": {"THREAT": 0.4}}, "Home")
    set_rules(parts, "harbour", {"newcomer_comments": 7}, "Home / World")
    shown = show_rules(parts, "harbour", " Home/World ")

    assert shown.rules.thresholds == {"INSULT": 0.5, "THREAT": 0.4}
    assert (shown.rules.hold_links_over, shown.rules.newcomer_comments) == (0, 7)
    assert list(shown.overridden) == ["", "Home", "Home / World"]


@pytest.mark.parametrize("section", [None, "Home"])
def test_what_is_refused_changes_nothing(parts: Parts, section: str | None) -> None:
    a_site(parts)
    before = show_rules(parts, "harbour", "Home")
    with pytest.raises(Malformed):
        set_rules(parts, "harbour", {"mode": "pre", "hold_links_over": -1}, section)

    assert show_rules(parts, "harbour", "Home") == before


@pytest.mark.parametrize("path", ["", "/", "Home / ", "Home//World", "a\x00", "x" * 101, "/".join("abcdef")])
def test_a_path_that_no_article_can_have_is_refused(parts: Parts, path: str) -> None:
    a_site(parts)

    with pytest.raises(Malformed):
        set_rules(parts, "harbour", {}, path)


def test_a_site_that_is_not_there_has_no_rules(parts: Parts) -> None:
    with pytest.raises(NotFound):
        set_rules(parts, "nowhere", {})


@pytest.mark.parametrize("written", ['{"hold_links_over": -1}', "[]", '"none"'])
def test_rules_that_were_written_past_us_are_found(parts: Parts, written: str) -> None:
    a_site(parts)
    set_rules(parts, "harbour", {"mode": "pre"}, "Home / World")
    sound = check_rules(parts)
    with parts.database.writing() as session:
        session.execute(text("UPDATE section SET rules = :written"), {"written": written})

    assert sound == []
    assert [where for where, _ in check_rules(parts)] == ["harbour / Home / World"]


def test_the_share_that_a_threshold_holds_is_told_from_what_was_lately_scored(parts: Parts) -> None:
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine)
    for said in ("You idiot.", "A fair budget.", "A second idiot.", "A third word."):
        a_comment(parts, machine, said)
    a_comment(at(parts, NOON - timedelta(days=40)), machine, "An idiot of long ago.")
    here = read_rules(parts, a_manager(parts), Area("harbour"))

    assert [here.share_at("INSULT", threshold) for threshold in (0.05, 0.9, 0.95)] == [1, 0.5, 0]
    assert here.share_at("THREAT", 0.5) is None
    assert here.model == {"INSULT": 0.7, "OFF_TOPIC": 0.7}
