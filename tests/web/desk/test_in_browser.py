"""The desk in a real browser: two managers at once, the thread and the keys, a phone, a lost connection, no script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderation.domain.callers import Caller, NamedAuthor
from moderation.domain.comments import Action
from moderation.parts import Parts
from tests.accessible import barriers, wait_for_focus
from tests.asking import decided
from tests.making import WordScorer, a_comment, a_manager
from tests.web.desk.browsing import a_manager_with_a_password
from tests.web.desk.in_chromium import review, shown_to_readers, sign_in, without_a_full_load

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(name="desk")
def mira(page: Page, live: str, parts: Parts) -> Page:
    """Mira at the desk."""
    a_manager_with_a_password(parts, "Mira")
    sign_in(page, live, "Mira")
    page.locator("html.has-keys #tabs").wait_for()
    return page


def test_who_comes_second_sees_who_was_first_and_keeps_what_was_written(
    desk: Page, live: str, parts: Parts, machine: Caller, browser: Browser
) -> None:
    a_comment(parts, machine, "You idiot.")
    a_manager_with_a_password(parts, "Noor")
    desk.reload()
    with browser.new_context() as context:
        colleague = context.new_page()
        sign_in(colleague, live, "Noor")
        colleague.get_by_role("button", name="Approve").click()
        colleague.get_by_text("Approved Ada’s comment.").wait_for()

    with without_a_full_load(desk):
        desk.keyboard.press("j")
        desk.keyboard.press("e")
        desk.keyboard.type("A careful answer.")
        desk.keyboard.press("Control+Enter")
        desk.get_by_text("Noor approved it at 12:00 UTC").wait_for()

    wait_for_focus(desk, "Noor approved it")
    assert desk.get_by_label("Your reply").input_value() == "A careful answer."
    assert barriers(desk) == []


def test_the_thread_unfolds_and_the_keys_are_listed_and_can_be_turned_off(
    desk: Page, parts: Parts, machine: Caller
) -> None:
    root = a_comment(parts, machine, "A fair budget.")
    a_comment(parts, machine, "You idiot, said the mayor.", parent=root.id, author=NamedAuthor("bo", "Bo"))
    desk.reload()

    desk.keyboard.press("j")
    desk.keyboard.press("t")
    desk.locator(".thread ol").get_by_text("A fair budget.").wait_for()
    assert barriers(desk) == []
    desk.keyboard.press("?")
    desk.get_by_role("dialog").wait_for()
    assert barriers(desk) == []
    desk.get_by_label("Use one-key actions").uncheck()
    desk.keyboard.press("Escape")
    desk.keyboard.press("a")
    desk.keyboard.press("?")

    assert not desk.get_by_role("dialog").is_visible()
    review(desk, "said the mayor").wait_for()


def test_a_phone_shows_every_button_whole_without_scrolling_sideways(
    browser: Browser, live: str, parts: Parts, machine: Caller, scorer: WordScorer
) -> None:
    scorer.unavailable = "missing"
    a_comment(parts, machine, "A word" + "".join("!" for _ in range(300)))
    a_manager_with_a_password(parts, "Mira")
    with browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, color_scheme="dark"
    ) as context:
        page = context.new_page()
        sign_in(page, live, "Mira")
        page.get_by_text("Comments are not being scored").wait_for()

        assert page.evaluate("document.documentElement.scrollWidth") == 390
        shown = [
            each for each in page.locator(".actions .button, .actions button").all() if each.is_visible()
        ]
        boxes = [each.bounding_box() for each in shown]
        assert len(boxes) == 4
        assert all(box is not None and box["height"] >= 44 for box in boxes)
        assert barriers(page) == []


def test_what_was_rejected_fits_a_narrow_window_with_its_keys(
    desk: Page, live: str, parts: Parts, held: str
) -> None:
    decided(parts, a_manager(parts, "Otto"), held, Action.REJECT)
    desk.set_viewport_size({"width": 390, "height": 844})
    desk.goto(f"{live}/desk?status=rejected")

    desk.get_by_role("button", name="Undo rejection").wait_for()
    assert desk.evaluate("document.documentElement.scrollWidth") == 390


def test_losing_the_server_or_the_sign_in_loses_nothing_that_was_written(
    desk: Page, parts: Parts, machine: Caller
) -> None:
    a_comment(parts, machine, "You idiot.")
    desk.reload()
    desk.keyboard.press("j")
    desk.keyboard.press("e")
    desk.keyboard.type("A careful answer.")

    desk.context.set_offline(True)
    desk.keyboard.press("Control+Enter")
    desk.get_by_text("The desk cannot be reached.").wait_for()
    desk.context.set_offline(False)
    desk.context.clear_cookies()
    desk.keyboard.press("Control+Enter")
    desk.get_by_role("link", name="Sign in").wait_for()

    assert desk.get_by_label("Your reply").input_value() == "A careful answer."


def test_the_desk_runs_under_its_strict_content_policy(desk: Page, parts: Parts, machine: Caller) -> None:
    complaints: list[str] = []
    desk.on("console", lambda message: complaints.append(message.text))
    desk.on("pageerror", lambda error: complaints.append(str(error)))
    a_comment(parts, machine, "You idiot, said the mayor.")

    desk.reload()
    desk.keyboard.press("a")
    desk.get_by_text("Approved Ada’s comment.").wait_for()
    desk.locator("#tab-published").click()
    review(desk, "said the mayor").wait_for()

    assert complaints == []


COVERED = """() => {
  const message = document.querySelector("#messages").getBoundingClientRect();
  const covered = (each) => document.elementFromPoint(
    (each.left + each.right) / 2, (each.top + each.bottom) / 2)?.closest("#messages");
  const actionable = [...document.querySelectorAll("a, button, summary, input")].filter(
    (each) => !each.closest("#messages"));
  return actionable.filter((each) => each.closest(".review:focus, .top") && each.checkVisibility() &&
    covered(each.getBoundingClientRect())).map((each) => each.textContent.trim());
}"""
"""What can be pressed of the top and of the comment that has the focus, and lies under the message."""


@pytest.mark.parametrize(("width", "height"), [(390, 700), (390, 480), (1280, 700)])
def test_a_message_covers_nothing_stays_and_can_be_undone(
    desk: Page, parts: Parts, machine: Caller, width: int, height: int
) -> None:
    for number in range(4):
        a_comment(parts, machine, f"You idiot number {number}, and all the others who say so.")
    desk.set_viewport_size({"width": width, "height": height})
    desk.reload()
    desk.keyboard.press("j")
    for _ in range(2):
        desk.keyboard.press("j")
        at = desk.evaluate("document.activeElement.getBoundingClientRect().top")
        assert at >= desk.evaluate("document.querySelector('.top').offsetHeight")
    desk.keyboard.press("a")
    message = desk.locator("#messages .message")
    message.wait_for()
    desk.locator(".review:focus").wait_for()

    assert desk.evaluate(COVERED) == []
    top = desk.evaluate("document.activeElement.getBoundingClientRect().top")
    assert top >= message.bounding_box()["y"] + message.bounding_box()["height"]  # type: ignore[index]
    assert "Approved Ada’s comment." in desk.get_by_role("status").inner_text()
    assert desk.title().startswith("Held (3)")
    assert desk.evaluate("document.documentElement.scrollWidth") == width
    assert barriers(desk) == []
    desk.keyboard.press("u")
    desk.get_by_text("Undone:").wait_for()
    assert desk.locator(".review").count() == 4
    desk.wait_for_function("() => document.title.startsWith('Held (4)')")


def test_a_message_is_closed_and_a_panel_cancelled_with_the_mouse(
    desk: Page, parts: Parts, machine: Caller
) -> None:
    for text in ("You idiot.", "Cheap pills."):
        a_comment(parts, machine, text)
    desk.reload()
    desk.keyboard.press("a")
    desk.get_by_role("button", name="Close this message").click()
    assert desk.locator(".message").count() == 0

    desk.keyboard.press("e")
    desk.get_by_role("button", name="Cancel").click()

    assert not desk.get_by_label("Your reply").is_visible()


@pytest.mark.parametrize(("script", "touch"), [(False, False), (True, True)])
def test_keys_are_shown_only_where_they_work(
    browser: Browser, live: str, parts: Parts, machine: Caller, *, script: bool, touch: bool
) -> None:
    a_comment(parts, machine, "You idiot.")
    a_manager_with_a_password(parts, "Mira")
    with browser.new_context(java_script_enabled=script, has_touch=touch, is_mobile=touch) as context:
        page = context.new_page()
        sign_in(page, live, "Mira")
        page.get_by_role("button", name="Approve").wait_for()

        assert not page.locator(".actions kbd").first.is_visible()
        assert not page.locator("#show-keys").is_visible()


def test_everything_works_without_script(browser: Browser, live: str, parts: Parts, machine: Caller) -> None:
    a_comment(parts, machine, "You idiot.")
    a_manager_with_a_password(parts, "Mira")
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(page, live, "Mira")
        page.get_by_text("Reject…").click()
        page.get_by_label("Insult").check()
        page.get_by_role("button", name="Reject", exact=True).click()
        page.get_by_role("button", name="Undo").click()
        page.get_by_text("Approve and reply…").click()
        page.get_by_label("Your reply").fill("Please stay with the point.")
        page.get_by_role("button", name="Approve and reply", exact=True).click()

        page.get_by_text("Approved Ada’s comment with your reply.").wait_for()
        assert "You idiot." in shown_to_readers(page, live)
