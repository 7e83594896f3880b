"""A manager's first hour at the desk, in a real browser, with the keyboard alone; the readers' page follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderation.domain.callers import Caller
from moderation.parts import Parts
from moderation.use_cases.create_account import create_account
from tests.accessible import barriers, wait_for_focus
from tests.making import PASSWORD, a_comment
from tests.web.desk.browsing import a_manager_with_a_password
from tests.web.desk.in_chromium import review, shown_to_readers, sign_in, without_a_full_load

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def desk(page: Page, live: str, parts: Parts) -> Page:
    """Mira at the desk."""
    a_manager_with_a_password(parts, "Mira")
    sign_in(page, live, "Mira")
    page.locator("html.has-keys #tabs").wait_for()
    return page


def test_the_first_sign_in_is_with_a_one_time_password_that_must_be_changed(
    page: Page, live: str, parts: Parts
) -> None:
    given = create_account(parts, "manager")

    page.goto(f"{live}/desk")
    assert barriers(page) == []
    sign_in(page, live, "manager", given)
    assert barriers(page) == []
    page.get_by_label("One-time password").fill(given)
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_role("button", name="Change password").click()

    page.get_by_text("Nothing is waiting. Well done.").wait_for()
    assert barriers(page) == []


def test_a_held_comment_is_rejected_undone_and_approved_by_keyboard_and_the_page_follows(
    desk: Page, live: str, parts: Parts, machine: Caller
) -> None:
    for text in ("You idiot, said the mayor.", "Cheap pills here."):
        a_comment(parts, machine, text)
    desk.reload()
    first = review(desk, "said the mayor")
    assert first.locator("mark").first.inner_text().startswith("idiot")
    assert barriers(desk) == []

    with without_a_full_load(desk):
        first.focus()
        for key in ("r", "2", "Enter"):
            desk.keyboard.press(key)
        first.wait_for(state="detached")
        desk.get_by_text("Rejected Ada’s comment: insult.").wait_for()
        wait_for_focus(desk, "Cheap pills")
        assert desk.locator("#tab-held").inner_text().split() == ["Held", "1"]
        assert barriers(desk) == []

        desk.keyboard.press("u")
        first.wait_for()
        desk.get_by_text("Undone: Ada’s comment is held again.").wait_for()
        wait_for_focus(desk, "said the mayor")
        assert desk.locator("#tab-held").get_attribute("aria-current") == "page"
        assert first.locator(".status").count() == 0

        desk.keyboard.press("a")
        first.wait_for(state="detached")
        wait_for_focus(desk, "Cheap pills")
    shown = shown_to_readers(desk, live)

    assert "You idiot, said the mayor." in shown
    assert "Cheap pills" not in shown


def test_a_reply_is_published_with_the_comment_and_the_managers_badge(
    desk: Page, live: str, parts: Parts, machine: Caller
) -> None:
    a_comment(parts, machine, "You idiot.")
    desk.reload()

    with without_a_full_load(desk):
        desk.keyboard.press("j")
        desk.keyboard.press("e")
        assert barriers(desk) == []
        desk.keyboard.type("Please stay with the point.")
        desk.keyboard.press("Control+Enter")
        desk.get_by_text("Approved Ada’s comment with your reply.").wait_for()
        wait_for_focus(desk, "Nothing is waiting. Well done.")
    shown = shown_to_readers(desk, live)

    assert "You idiot." in shown
    assert "Please stay with the point." in shown
    assert "Community manager" in shown
