"""Colleagues at one queue in real browsers: what the others do is told in place, and a batch is made by keyboard."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from moderation.domain.callers import Caller
from moderation.domain.comments import Status
from moderation.parts import Parts
from tests.accessible import barriers, wait_for_focus
from tests.asking import a_report
from tests.making import NOON, a_comment, at, stored
from tests.web.desk.browsing import Desk, a_manager_with_a_password
from tests.web.desk.in_chromium import review, sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

ASK_NOW = "document.dispatchEvent(new Event('visibilitychange'))"
"""What makes the page ask at once instead of ten seconds later."""


@pytest.fixture(name="page_of_mira")
def mira(page: Page, live: str, parts: Parts, machine: Caller) -> Page:
    """Mira at a queue of three."""
    for number in range(3):
        a_comment(parts, machine, f"You idiot, number {number}.")
    a_manager_with_a_password(parts, "Mira")
    sign_in(page, live, "Mira")
    page.locator("html.has-keys #tabs").wait_for()
    return page


def test_what_a_colleague_does_is_told_in_place_and_moves_nothing(
    page_of_mira: Page, colleague: Desk, parts: Parts, machine: Caller
) -> None:
    page = page_of_mira
    page.keyboard.press("j")
    first, second, third = (page.locator(".review").nth(place) for place in range(3))
    here = first.get_attribute("id")
    settled, looked_at = (
        (each.get_attribute("id") or "").removeprefix("review-") for each in (second, third)
    )
    colleague.decide(settled, "reject", version=2, reason="insult")
    colleague.post(f"/desk/comments/{looked_at}/claim")
    a_comment(at(parts, NOON + timedelta(minutes=1)), machine, "One idiot more.")
    before = page.evaluate("scrollY")

    page.evaluate(ASK_NOW)
    second.get_by_text("Rejected by Noor: Insult, while you were here").wait_for()

    third.get_by_text("Noor is looking at this").wait_for()
    page.get_by_text("1 colleague here").wait_for()
    assert page.locator("#tab-held").inner_text().split() == ["Held", "3"]
    assert (page.evaluate("document.activeElement.id"), page.evaluate("scrollY")) == (here, before)
    assert barriers(page) == []
    assert "Mira is looking at this" in colleague.get(f"/desk/comments/{(here or '')[7:]}").text

    page.keyboard.press("n")
    review(page, " more.").wait_for()


def test_a_range_is_chosen_looked_at_rejected_and_undone_by_keyboard(
    page_of_mira: Page, parts: Parts
) -> None:
    page = page_of_mira
    page.keyboard.press("b")
    page.locator("#range").wait_for()
    page.locator("#attribute").select_option("INSULT")
    page.locator("#low").focus()
    page.keyboard.press("End")
    page.get_by_text("0 comments in this range").wait_for()
    assert not page.locator("#sample").is_visible()
    page.keyboard.press("Home")
    page.locator("#look").press("Enter")
    page.get_by_text("All of them").wait_for()
    assert barriers(page) == []

    opener = page.locator(".act-on-many summary")
    place = "each => [each.offsetLeft, each.offsetTop, each.offsetWidth]"
    before = opener.evaluate(place)
    page.keyboard.press("r")
    assert opener.evaluate(place) == before, "what opens lies below"
    page.get_by_role("button", name="Cancel").click()
    wait_for_focus(page, "Reject 3…")
    page.keyboard.press("r")
    page.keyboard.press("2")
    assert page.get_by_label("Insult").is_checked()
    assert barriers(page) == []
    page.get_by_label("Note for colleagues").press("Enter")
    page.get_by_text("Rejected 3 comments: insult.").wait_for()
    rejected = stored(parts)[Status.REJECTED]
    page.keyboard.press("u")
    page.get_by_text("Undone: 3 comments as before.").wait_for()

    assert (rejected, stored(parts)[Status.HELD]) == (3, 3)
    assert barriers(page) == []


def test_those_like_one_are_picked_by_keyboard_on_a_phone(page_of_mira: Page, parts: Parts) -> None:
    page = page_of_mira
    page.set_viewport_size({"width": 390, "height": 800})
    page.keyboard.press("j")
    page.keyboard.press("m")
    page.get_by_role("link", name="All by Ada").click()
    page.get_by_text("3 waiting").wait_for()
    page.keyboard.press("x")
    page.locator(".pick input").first.check()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert barriers(page) == []

    page.keyboard.press("a")
    page.get_by_text("Approved 1 comment.").wait_for()

    assert stored(parts)[Status.PUBLISHED] == 1


def test_the_focus_is_told_where_a_queue_is_narrowed(page_of_mira: Page) -> None:
    page_of_mira.keyboard.press("g")

    wait_for_focus(page_of_mira, "Everything, by need")
    page_of_mira.get_by_label("Order").wait_for()
    ring = "getComputedStyle(document.activeElement).outlineOffset"
    assert page_of_mira.evaluate(ring) == "-3px", "the labels below are whole"


def test_the_transparency_report_fits_a_phone(
    page_of_mira: Page, live: str, parts: Parts, machine: Caller
) -> None:
    a_report(parts, machine, a_comment(parts, machine).id)
    page_of_mira.set_viewport_size({"width": 390, "height": 844})
    page_of_mira.goto(f"{live}/desk/transparency?from=2026-11-01&to=2026-11-30")

    page_of_mira.get_by_role("region", name="Reports and what came of them").wait_for()
    assert page_of_mira.evaluate("document.documentElement.scrollWidth") == 390
    assert barriers(page_of_mira) == []
