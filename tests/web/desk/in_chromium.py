"""The desk in a real browser: a manager who signs in there, and what the page shows and has in focus."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.making import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def sign_in(page: Page, live: str, name: str, password: str = PASSWORD) -> None:
    """Send name and password from the sign-in form."""
    page.goto(f"{live}/desk")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def review(page: Page, text: str) -> Locator:
    """The comment under review that says this."""
    return page.locator(".review", has_text=text)


def shown_to_readers(page: Page, live: str) -> str:
    """What readers see under the article."""
    page.goto(f"{live}/sites/harbour/articles/budget")
    return page.locator("#listing").inner_text()


def undo_at_once_and_approve_again(page: Page, here: str | None) -> None:
    """Undo what was just done to the comment, which is said, and has it in focus again; then approve it."""
    page.keyboard.press("Control+z")
    page.locator("#messages", has_text="Undone:").wait_for()
    page.locator(f"#{here}:focus").wait_for()
    page.keyboard.press("a")
    page.locator("#messages", has_text="Approved").wait_for()


@contextmanager
def without_a_full_load(page: Page) -> Iterator[None]:
    """Whatever happens in the block happens without loading a page anew."""
    page.evaluate("window.stillHere = true")
    yield
    assert page.evaluate("window.stillHere === true"), "the page was loaded anew"
