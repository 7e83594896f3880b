"""A writer's way by keyboard alone, on a phone and a desk: confirmed, nudged, held, restored; a new password."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import Flask

from moderation.domain.callers import Caller
from moderation.domain.comments import Action
from moderation.parts import Parts
from moderation.storage.own_comments import written_by
from moderation.use_cases.review_comment import review_comment
from moderation.use_cases.settle_appeal import Answer, settle_appeal
from tests.accessible import barriers
from tests.asking import decided
from tests.keyboard import press, write
from tests.making import NOON, PASSWORD, a_manager, at, the_rules
from tests.outbox import Outbox

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ARTICLE = "/sites/harbour/articles/budget"
MAIL, ANOTHER = "rhea@example.org", "another good password"
WIDTHS = (390, 1280)


@pytest.fixture(params=WIDTHS)
def visit(request: pytest.FixtureRequest, browser: Browser, live: str, machine: Caller) -> Iterator[Page]:
    """The article in a browser of that width, in which no script fails."""
    wrong: list[str] = []
    with browser.new_context(base_url=live, viewport={"width": request.param, "height": 850}) as context:
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(ARTICLE)
        yield page
    assert wrong == []


@pytest.fixture
def outbox(parts: Parts, tmp_path: Path) -> Outbox:
    return Outbox(parts, tmp_path / "outbox")


def sound(page: Page) -> None:
    """Nobody is kept out of the page as it stands, and it does not run over."""
    assert barriers(page) == []
    width = page.viewport_size and page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def sign_up(page: Page, mail: str = "") -> None:
    press(page, "Sign up")
    page.get_by_role("button", name="Sign up").wait_for()
    page.locator(".htmx-request, .htmx-swapping, .htmx-settling").first.wait_for(state="detached")
    sound(page)
    page.get_by_label("Name").focus()
    page.keyboard.insert_text("Rhea")
    write(page, "Password", PASSWORD)
    write(page, "Mail address", mail)
    page.keyboard.press("Enter")
    page.get_by_text("Signed in as Rhea").wait_for()
    page.locator("#text-first:focus").wait_for()


def post(page: Page, text: str) -> None:
    page.keyboard.insert_text(text)
    press(page, "Post comment")


def read_notice(page: Page, words: str) -> None:
    """The page again, then the one notice that is new."""
    page.reload()
    press(page, "Notices 1 new")
    page.get_by_text(words).wait_for()
    sound(page)


def held_now(parts: Parts) -> str:
    """The latest comment of the only reader."""
    with parts.database.reading() as session:
        return written_by(session, [1], after=None, limit=1)[0].id


def test_signed_up_confirmed_by_letter_posted_and_a_password_forgotten(
    visit: Page, outbox: Outbox, live: str
) -> None:
    sign_up(visit, MAIL)
    post(visit, "Well argued.")
    visit.get_by_text("Confirm your address first").wait_for()
    sound(visit)

    visit.goto(outbox.path())
    sound(visit)
    press(visit, "Yes, confirm it")
    visit.get_by_text("your address is confirmed").wait_for()
    sound(visit)
    outbox.letters()
    visit.goto(ARTICLE)
    press(visit, "Sign out")
    visit.get_by_text("Join the conversation.").wait_for()
    visit.get_by_text("Well argued.").wait_for()

    visit.goto("/sign-in")
    sound(visit)
    press(visit, "Forgot your password?")
    visit.get_by_role("heading", name="A new password").wait_for()
    sound(visit)
    visit.keyboard.insert_text(MAIL)
    visit.keyboard.press("Enter")
    visit.get_by_text("a letter is on its way there").wait_for()
    sound(visit)
    visit.goto(outbox.path())
    sound(visit)
    visit.keyboard.insert_text(ANOTHER)
    visit.keyboard.press("Enter")
    visit.get_by_text("Your new password counts from now on.").wait_for()
    sound(visit)
    visit.keyboard.insert_text(MAIL)
    write(visit, "Password", ANOTHER)
    visit.keyboard.press("Enter")
    visit.get_by_role("link", name="Rhea").wait_for()


def test_nudged_edited_and_posted(visit: Page, parts: Parts) -> None:
    the_rules(parts, "harbour", {"newcomer_comments": 0, "nudge_percent": 100})
    sign_up(visit)
    post(visit, "What an idiot.")
    visit.get_by_text("Would you look at this once more?").wait_for()
    visit.locator("#text-first:focus").wait_for()
    sound(visit)

    visit.keyboard.press("Control+A")
    visit.keyboard.insert_text("What a budget.")
    press(visit, "Post it now")
    visit.locator(".comment:focus", has_text="What a budget.").wait_for()
    visit.locator(".posted-state").wait_for()
    sound(visit)

    press(visit, "Edit this comment of yours")
    visit.get_by_role("heading", name="Edit your comment").wait_for()
    visit.locator("#text:focus").wait_for()
    sound(visit)
    write(visit, "Your comment", "What a fair budget.")
    press(visit, "Save")
    visit.locator(".comment:target", has_text="What a fair budget.").wait_for()
    visit.locator(".edited").wait_for()
    press(visit, "Withdraw this comment of yours")
    visit.get_by_role("heading", name="Withdraw your comment").wait_for()
    sound(visit)
    press(visit, "Withdraw it")
    visit.get_by_role("button", name="Put it back").wait_for()
    sound(visit)
    press(visit, "Put it back")
    visit.locator(".comment:not(.withdrawn):target", has_text="What a fair budget.").wait_for()


def test_held_told_why_rejected_appealed_and_restored(visit: Page, parts: Parts, app: Flask) -> None:
    sign_up(visit)
    post(visit, "You idiot.")
    visit.locator(".held:focus", has_text="aimed at a person").wait_for()
    comment = held_now(parts)
    decided(parts, a_manager(parts), comment, Action.REJECT)
    app.extensions["parts"] = at(parts, NOON + timedelta(minutes=2))

    read_notice(visit, "Your comment was not published.")
    press(visit, "Ask for another look")
    visit.get_by_role("heading", name="Ask for another look").wait_for()
    sound(visit)
    write(visit, "Why do you see it differently?", "I quoted the article.")
    press(visit, "Send appeal")
    visit.get_by_text("Your appeal is with the community managers.").wait_for()
    sound(visit)

    noor, later = a_manager(parts, "Noor"), at(parts, NOON + timedelta(minutes=3))
    version = review_comment(later, noor, comment).version
    settle_appeal(later, noor, comment, version, Answer(upholds=True, text="You did quote it."))
    app.extensions["parts"] = at(parts, NOON + timedelta(minutes=5))
    read_notice(visit, "You did quote it.")
    press(visit, "The budget vote")
    visit.locator(".comment:target", has_text="You idiot.").wait_for()
    assert visit.locator(".comment:target .state").count() == 0
