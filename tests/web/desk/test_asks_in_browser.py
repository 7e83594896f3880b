"""An appeal answered in a real browser: by keys, without a full load, taken back, and nothing in anybody's way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.appeals import Ground
from moderation.domain.callers import Caller
from moderation.domain.comments import Action
from moderation.parts import Parts
from tests.accessible import barriers
from tests.asking import a_report, an_appeal, decided
from tests.making import a_comment, a_manager
from tests.web.desk.browsing import a_manager_with_a_password
from tests.web.desk.in_chromium import sign_in, without_a_full_load

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_an_appeal_is_upheld_with_one_key_and_waits_again_after_an_undo(
    page: Page, live: str, parts: Parts, machine: Caller, held: str
) -> None:
    decided(parts, a_manager(parts, "Otto"), held, Action.REJECT)
    an_appeal(parts, machine, held, "I quoted it.")
    a_manager_with_a_password(parts, "Mira")
    sign_in(page, live, "Mira")
    page.locator("html.has-keys #tabs").wait_for()
    page.goto(f"{live}/desk/comments/{held}")
    assert barriers(page) == []

    with without_a_full_load(page):
        page.get_by_label("Your answer").fill("You did quote it.")
        page.keyboard.press("Escape")
        page.locator(".review").focus()
        page.keyboard.press("a")
        page.get_by_text("Upheld Ada’s appeal: the comment is published.").wait_for()
        page.keyboard.press("u")
        page.get_by_text("Undone: Ada’s comment is rejected again.").wait_for()

    page.get_by_text("I quoted it.").wait_for()


def test_a_reported_comment_is_kept_with_one_key(
    page: Page, live: str, parts: Parts, machine: Caller
) -> None:
    shown = a_comment(parts, machine).id
    a_report(parts, machine, shown, ground=Ground.ILLEGAL, note="It names a child.")
    a_manager_with_a_password(parts, "Mira")
    sign_in(page, live, "Mira")
    page.locator("html.has-keys #tabs").wait_for()
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{live}/desk/comments/{shown}")
    assert page.locator(".review [data-key=a]").count() == 1
    assert barriers(page) == []

    with without_a_full_load(page):
        page.keyboard.press("a")
        page.get_by_text("Kept Ada’s comment; its reports are settled.").wait_for()

    assert page.get_by_text("It names a child.").count() == 0


def test_reports_of_several_comments_stand_in_nobodys_way(
    page: Page, live: str, parts: Parts, machine: Caller
) -> None:
    for text in ("A fair budget.", "An unfair budget."):
        a_report(parts, machine, a_comment(parts, machine, text).id)
    a_manager_with_a_password(parts, "Mira")
    sign_in(page, live, "Mira")
    page.locator("html.has-keys #tabs").wait_for()
    page.goto(f"{live}/desk?status=reported")

    assert page.get_by_text("1 report").count() == 2
    assert barriers(page) == []
