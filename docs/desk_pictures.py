"""Takes the pictures of the desk's rooms, each of a thing that a manager does there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tests.making import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PICTURES = Path(__file__).parent / "pictures"
WIDE, PHONE = {"width": 1120, "height": 640}, {"width": 390, "height": 780}
NOTE = "Was asked twice to keep to the topic, and did for a week."


def take_desk(browser: Browser, url: str) -> None:
    """Every picture of the desk, by a senior manager, a colleague and an administrator."""
    mira, boris, ines = (_signed_in(browser, url, name) for name in ("Mira", "Boris", "Ines"))
    _queue(mira)
    _undo(mira)
    _conflict(mira, boris)
    for take in (_thread, _batch, _author, _rules):
        take(mira)
    _appeal(ines)
    _room(mira, "insight", "/desk/insight?days=30")
    _room(mira, "search", "/desk/search?q=council+-library")
    _room(ines, "people", "/desk/people")
    _room(ines, "audit", "/desk/audit")


def _signed_in(browser: Browser, url: str, name: str) -> Page:
    page = browser.new_context(base_url=url, viewport=WIDE).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(15_000)
    page.goto("/desk")
    page.fill("#name", name)
    page.fill("#password", PASSWORD)
    page.click("button.primary")
    page.wait_for_selector("#tabs")
    return page


def _queue(page: Page) -> None:
    page.goto("/desk")
    page.keyboard.press("j")
    page.evaluate("scrollTo(0, 0)")
    _take(page, "desk")
    _take(_on_a_phone(page), "desk-390")


def _on_a_phone(page: Page) -> Page:
    browser = page.context.browser
    assert browser is not None
    held = browser.new_context(
        viewport=PHONE,  # type: ignore[arg-type]
        storage_state=page.context.storage_state(),
        has_touch=True,
        is_mobile=True,
    )
    phone = held.new_page()
    phone.goto(page.url)
    return phone


def _undo(page: Page) -> None:
    page.goto("/desk")
    for key in "jr1":
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    page.wait_for_selector("#messages :text('Rejected')")
    _settled(page, lambda: page.evaluate("scrollTo(0, 0)"))
    _take(page, "desk-undo")


def _conflict(page: Page, colleague: Page) -> None:
    address = _first(page, "/desk")
    page.goto(address)
    colleague.goto(address)
    colleague.keyboard.press("a")
    colleague.wait_for_selector("#messages :text('Approved')")
    page.keyboard.press("a")
    page.wait_for_selector(".review .notice")
    _take(page, "desk-conflict")


def _thread(page: Page) -> None:
    page.goto("/desk")
    review = page.locator(".review:has(.thread)").first
    review.focus()
    page.keyboard.press("t")
    review.evaluate("element => element.scrollIntoView()")
    _take(page, "desk-thread")


def _appeal(page: Page) -> None:
    page.goto("/desk?status=appealed")
    page.locator("select[data-fills$=answer]").first.select_option("About the person")
    _take(page, "desk-appeal")


def _batch(page: Page) -> None:
    page.goto("/desk/batch?attribute=DISCOURTESY&low=70&high=100&status=held")
    _take(page, "desk-batch")


def _author(page: Page) -> None:
    page.goto("/desk?status=rejected")
    page.locator(".review .by").last.click()
    page.wait_for_selector(".record")
    page.click("summary[data-page-key=n]")
    page.fill("#note", NOTE)
    page.click("text=Keep the note")
    page.wait_for_selector("#messages :text('kept')")
    page.click("summary[data-page-key=s]")
    page.check("input[value=warn]")
    page.select_option("#reason-ready", "About the person")
    page.click("form.sanction button.danger, form.sanction button.primary")
    page.wait_for_selector("#messages :text('Warned')")
    _take(page, "desk-author")


def _rules(page: Page) -> None:
    page.goto("/desk/rules")
    page.fill("[name='threshold.DISCOURTESY']", "60")
    page.click("text=Try it on the last 30 days")
    page.locator("#tried").evaluate("element => element.scrollIntoView()")
    _take(page, "desk-rules")


def _room(page: Page, name: str, address: str) -> None:
    page.goto(address)
    _take(page, f"desk-{name}")


def _first(page: Page, queue: str) -> str:
    page.goto(queue)
    address = page.locator(".review h2 a").first.get_attribute("href")
    assert address is not None
    return address


def _settled(page: Page, then: Callable[[], object]) -> None:
    page.wait_for_function("() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")
    then()


def _take(page: Page, name: str) -> None:
    page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")
