"""Acts in a real browser: each by its key, taken back by Ctrl+Z, without a reload; and with thumbs on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.parts import Parts
from tests.accessible import barriers, wait_for_focus
from tests.making import a_comment, an_article
from tests.web.desk.browsing import a_manager_with_a_password
from tests.web.desk.in_chromium import sign_in, without_a_full_load

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def test_each_act_has_a_key_and_ctrl_z_takes_it_back(
    page: Page, live: str, parts: Parts, machine: Caller
) -> None:
    an_article(parts, machine, "ferry", title="The ferry comes back")
    a_comment(parts, machine, "A fair budget.")
    a_manager_with_a_password(parts, "Mira")
    sign_in(page, live, "Mira")
    page.locator("html.has-keys #tabs").wait_for()
    page.goto(f"{live}/desk?status=published")

    with without_a_full_load(page):
        page.keyboard.press("f")
        page.get_by_text("Featured Ada’s comment.").wait_for()
        wait_for_focus(page, "A fair budget.")
        page.keyboard.press("Control+z")
        page.get_by_text("Taken back").wait_for()
        page.keyboard.press("c")
        page.get_by_text("Closed the thread").wait_for()
        page.keyboard.press("o")
        page.get_by_role("button", name="Open again").wait_for()
        assert barriers(page) == []
        page.keyboard.press("u")
        page.get_by_text("Taken back").wait_for()

    page.keyboard.press("v")
    page.get_by_role("button", name="Move it to The ferry comes back").click()
    page.get_by_text("Moved the thread").wait_for()
    page.keyboard.press("w")
    page.get_by_role("heading", name="Ada").wait_for()
    page.keyboard.press("n")
    page.keyboard.type("Knows the harbour. u c")
    page.keyboard.press("Control+Enter")
    page.get_by_text("Your note is kept.").wait_for()
    assert barriers(page) == []
    page.keyboard.press("Control+z")
    page.get_by_text("took back: wrote a note").wait_for()
    assert page.get_by_text("Knows the harbour.").count() == 0


def test_what_opens_stands_right_below_its_button_beside_much_evidence(
    page: Page, live: str, parts: Parts, machine: Caller
) -> None:
    an_article(parts, machine, text="The council votes on the budget tonight.\n\n" * 40)
    a_comment(parts, machine, "You idiot.")
    a_manager_with_a_password(parts, "Mira")
    sign_in(page, live, "Mira")
    for unfolded in ("All scores", "The article", "More…"):
        page.locator("summary", has_text=unfolded).click()

    button, opened = (
        page.locator(".more > summary").bounding_box(),
        page.locator(".more > .rows").bounding_box(),
    )
    assert button
    assert opened
    assert opened["y"] - (button["y"] + button["height"]) < 40


def test_a_phone_has_buttons_for_thumbs(browser: Browser, live: str, parts: Parts, machine: Caller) -> None:
    a_comment(parts, machine, "A fair budget.")
    a_manager_with_a_password(parts, "Mira")
    with browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True) as context:
        page = context.new_page()
        sign_in(page, live, "Mira")
        page.locator("html.has-keys #tabs").wait_for()
        page.goto(f"{live}/desk?status=published")
        page.get_by_text("More…").click()
        page.get_by_role("button", name="Feature").click()
        page.locator("#messages").get_by_role("button", name="Undo").wait_for()
        page.get_by_text("More…").click()
        _all_for_thumbs(page)
        page.get_by_role("link", name="Ada").click()
        page.get_by_text("Warn, suspend or ban…").click()
        _all_for_thumbs(page)
        page.get_by_label("Warn").check()
        page.get_by_label("Why?").fill("Mind the tone.")
        page.get_by_role("button", name="Apply").click()
        page.get_by_text("Warned: Ada.").wait_for()
        _all_for_thumbs(page)
        assert barriers(page) == []


def _all_for_thumbs(page: Page) -> None:
    """Every button in sight is high enough, and nothing lies beyond the page's edge."""
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    for button in page.locator("main button:visible, main .button:visible").all():
        box = button.bounding_box()
        assert box is None or box["height"] >= 44
