"""The room of the rules: read, tried, saved and taken back, and nothing that was typed is lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.domain.attributes import ATTRIBUTES
from moderation.domain.callers import Caller, Role
from moderation.domain.rules import WORD_LISTS
from moderation.parts import Parts
from moderation.storage import accounts
from moderation.use_cases.set_rules import set_rules
from moderation.use_cases.show_rules import show_rules
from moderation.web.desk.rules_form import said_by, typed_from, typed_in
from tests.accessible import barriers
from tests.domain.test_rules import GOOD
from tests.making import a_comment, the_rules
from tests.web.desk.browsing import Desk, a_manager_with_a_password
from tests.web.desk.in_chromium import sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TYPED = {
    **GOOD,
    "thresholds": st.dictionaries(
        st.sampled_from(list(ATTRIBUTES)), st.sampled_from([0, 0.57, 0.725, 1, 2]), min_size=1
    ),
    "reports_hold_at": st.sampled_from([1, 2.5, 1000]),
    **{name: st.lists(st.sampled_from(["pox", "two words"]), unique=True) for name in WORD_LISTS},
}
PLACE = "/desk/rules?place=harbour"


def a_senior_with_a_password(parts: Parts, name: str) -> None:
    """A senior community manager who has chosen a password."""
    a_manager_with_a_password(parts, name)
    with parts.database.writing() as session:
        account = accounts.account_named(session, name.lower())
        assert account is not None
        account.role = Role.SENIOR


@pytest.fixture
def senior(app: Flask, parts: Parts, machine: Caller) -> Desk:
    """Sara, who may change rules."""
    a_senior_with_a_password(parts, "Sara")
    desk = Desk(app.test_client())
    desk.sign_in("Sara")
    return desk


def words_of(page: str) -> str:
    """What a page says, without markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def sent(said: dict[str, Any]) -> dict[str, str]:
    """The fields of a form that says this."""
    typed = typed_from(said)
    return {**typed.words, **{f"own.{name}": "1" for name in typed.own}}


@settings(max_examples=50)
@given(st.fixed_dictionaries({}, optional=TYPED))
def test_the_form_says_what_is_said_and_nothing_is_lost_on_the_way(said: dict[str, Any]) -> None:
    assert said_by(typed_in(sent(said)), of_section=True) == said


def test_a_change_is_tried_then_saved_and_can_be_taken_back(
    senior: Desk, parts: Parts, machine: Caller
) -> None:
    a_comment(parts, machine, "You idiot.")
    form: dict[str, str | int] = {
        "seen": 0,
        "threshold.INSULT": "95",
        "newcomer_comments": "0",
        "note": "Too strict",
    }
    tried = senior.post("/desk/rules/try?place=harbour", **form)
    unchanged = show_rules(parts, "harbour").rules.thresholds
    saved = senior.post(PLACE, **form)
    after = show_rules(parts, "harbour").overridden
    history = senior.get("/desk/rules/history?place=harbour").text
    senior.post("/desk/rules/revert?place=harbour", seen=2, number=1)

    said = words_of(tried.text)
    assert "Thresholds: Insult inherited → 95 %" in said
    assert "1 no longer held, none of them rejected by a manager" in said
    assert "Less than a minute a day less." in said
    assert "under “ The budget vote ”" in said
    assert 'value="Too strict"' in tried.text
    assert unchanged == {}
    assert saved.status_code == 303
    assert after == {"": {"newcomer_comments": 0, "thresholds": {"INSULT": 0.95}}}
    assert '<p class="quiet">Sara · ' in history
    assert "“Too strict”" in history
    assert show_rules(parts, "harbour").overridden == {"": {"newcomer_comments": 0}}


def test_who_comes_second_keeps_what_was_typed(senior: Desk, parts: Parts) -> None:
    set_rules(parts, "harbour", {"mode": "pre"})
    answer = senior.post(PLACE, seen=0, held_words="drat\r\nblether", note="Mine")
    again = senior.post(PLACE, seen=2, held_words="drat\r\nblether", note="Mine")

    assert answer.status_code == 409
    assert "The command line changed these rules on 2 November" in answer.text
    assert ">drat\nblether</textarea>" in answer.text
    assert 'name="seen" value="2"' in answer.text
    assert again.status_code == 303
    assert show_rules(parts, "harbour").overridden == {"": {"held_words": ["drat", "blether"]}}


def test_a_fault_is_told_beside_its_field_and_nothing_is_saved(senior: Desk, parts: Parts) -> None:
    fields = {"hold_links_over": "many", "threshold.INSULT": "high", "reasons.0.label": "Gossip"}
    fields["welcome"] = "x" * 2001
    answer = senior.post(PLACE, seen=0, **fields)

    assert answer.status_code == 422
    assert 'id="hold_links_over-wrong">Give a whole number' in answer.text
    assert 'id="thresholds-wrong">Give per cent from 0 to 100' in answer.text
    assert 'id="reasons-wrong">Reason 1: its code needs' in answer.text
    assert 'id="welcome-wrong">Give a text of 1 to 2,000' in answer.text
    assert 'value="many"' in answer.text
    assert show_rules(parts, "harbour").overridden == {"": {"newcomer_comments": 0}}


def test_a_section_says_only_what_it_is_told_to(senior: Desk, parts: Parts) -> None:
    set_rules(parts, "harbour", {"held_words": ["drat"], "edit_minutes": 9})
    page = senior.get("/desk/rules?place=harbour/Home / City").text
    lost = senior.post("/desk/rules?place=harbour/Home / City", seen=0, held_words="blether", mode="pre")
    senior.post("/desk/rules?place=harbour/Home / City", seen=0, mode="pre")
    without = show_rules(parts, "harbour", "Home / City").overridden["Home / City"]
    senior.post(
        "/desk/rules?place=harbour/Home / City",
        seen=2,
        **{"own.held_words": "1", "close_after_days": "never"},
    )

    assert "The Harbour Post: 9 minutes" in page
    assert "(around it: “drat”)" in page
    assert lost.status_code == 422
    assert 'id="held_words-wrong">Say below that this is the section’s own list' in lost.text
    assert without == {"mode": "pre"}
    assert show_rules(parts, "harbour", "Home / City").overridden["Home / City"] == {
        "held_words": [],
        "close_after_days": None,
    }


def test_a_manager_may_try_words_and_rules_but_not_save(desk: Desk, parts: Parts, held: str) -> None:
    page = desk.get(PLACE).text
    caught = words_of(desk.post("/desk/rules/words?place=harbour", held_words="idiot").text)
    refused = desk.post(PLACE, seen=0, mode="pre")

    assert "a senior community manager saves them" in page
    assert ">Save</button>" not in page
    assert "1 of the 1 comments of the last 7 days contains one of these words." in caught
    assert "Held for “idiot” · no manager decided on it" in caught
    assert refused.status_code == 403
    assert show_rules(parts, "harbour").rules.mode == "open"


def test_rules_that_were_broken_by_hand_can_be_put_right_here(senior: Desk, parts: Parts) -> None:
    the_rules(parts, "harbour", {"hold_links_over": "many", "edit_minutes": 9})
    page = senior.get(PLACE).text
    senior.post(PLACE, seen=0, edit_minutes="9")

    assert "Until it is put right, everything is held." in page
    assert "Never changed here." not in page
    assert "nobody changed them at the desk" in page
    assert 'id="hold_links_over-wrong"' in page
    assert show_rules(parts, "harbour").overridden == {"": {"edit_minutes": 9}}


def test_places_that_are_not_there_are_not_found(senior: Desk) -> None:
    assert senior.get("/desk/rules?place=nowhere").status_code == 404
    assert senior.get("/desk/rules/history?place=nowhere").status_code == 404


def test_without_script_the_room_is_whole_and_no_barrier_is_in_it(
    browser: Browser, live: str, parts: Parts, machine: Caller
) -> None:
    a_comment(parts, machine, "You idiot.")
    a_senior_with_a_password(parts, "Sara")
    with browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        sign_in(page, live, "Sara")
        page.get_by_role("link", name="Rules").click()
        page.get_by_label("Insult").fill("95")
        page.get_by_role("button", name="Try it on the last 30 days").last.click()
        page.get_by_text("1 no longer held").wait_for()
        page.get_by_label("Why this change").fill("Too strict")
        page.get_by_role("button", name="Save").click()
        page.get_by_text("Saved.").wait_for()
        is_wider = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        sign_in(page, live, "Sara")
        page.goto(f"{live}/desk/rules")
        page.get_by_role("button", name="Try it on the last 30 days").last.click()
        page.get_by_text("Nothing would have been different.").wait_for()
        on_rules = barriers(page)
        page.goto(f"{live}/desk/rules/history")
        on_history = barriers(page)

    assert show_rules(parts, "harbour").rules.thresholds == {"INSULT": 0.95}
    assert not is_wider
    assert (on_rules, on_history) == ([], [])
