"""Whoever undoes at once is told so and is back at the comment, though other answers come at the same moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.parts import Parts
from tests.making import a_comment
from tests.web.desk.browsing import Desk, a_manager_with_a_password
from tests.web.desk.in_chromium import sign_in, undo_at_once_and_approve_again

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROUNDS = 30
"""Each meets more comments on their way, a claim on its way, or neither."""


def test_what_comes_at_the_same_moment_takes_neither_the_message_nor_the_focus(
    page: Page, live: str, parts: Parts, machine: Caller
) -> None:
    for number in range(ROUNDS + 30):
        a_comment(parts, machine, f"You idiot number {number}, and all the others who say so.")
    a_manager_with_a_password(parts, "Mira")
    sign_in(page, live, "Mira")
    page.locator("html.has-keys #tabs").wait_for()
    page.keyboard.press("j")

    for _ in range(ROUNDS):
        here = page.locator(".review:focus").get_attribute("id")
        page.keyboard.press("a")
        page.locator(f"#{here}").wait_for(state="detached")
        undo_at_once_and_approve_again(page, here)
        page.locator(f"#{here}").wait_for(state="detached")
        page.locator(".review:focus").wait_for()


def test_what_asks_in_passing_gives_back_no_cookie(desk: Desk, parts: Parts, machine: Caller) -> None:
    held = a_comment(parts, machine, "You idiot.").id
    desk.get("/desk")

    answer = desk.post(f"/desk/comments/{held}/claim")

    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
