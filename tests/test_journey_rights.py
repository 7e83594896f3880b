"""A reader's own pages in a real browser: told, taken along and gone, by keyboard on a phone and without a script."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import Flask

from moderation.domain.callers import Caller
from moderation.domain.comments import Action
from moderation.parts import Parts
from moderation.storage.own_comments import written_by
from tests.accessible import barriers
from tests.asking import decided
from tests.making import NOON, PASSWORD, a_comment, a_manager, at

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ARTICLE = "/sites/harbour/articles/budget"


@pytest.fixture
def later(app: Flask, parts: Parts) -> Parts:
    """The parts two minutes after noon, which the pages have from now on."""
    app.extensions["parts"] = at(parts, NOON + timedelta(minutes=2))
    return parts


def sign_up(page: Page, live: str) -> None:
    page.goto(f"{live}/sign-up?next={ARTICLE}")
    page.get_by_label("Name").fill("Rhea")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    page.get_by_text("Signed in as Rhea").wait_for()


def press(page: Page, name: str, role: str = "link") -> None:
    """Go to a link or button and press Enter on it, as with a keyboard."""
    page.get_by_role(role, name=name, exact=False).first.focus()  # type: ignore[arg-type]
    page.keyboard.press("Enter")


def test_on_a_phone_by_keyboard_a_reader_hears_takes_all_along_and_leaves(
    browser: Browser, live: str, parts: Parts, machine: Caller, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    with browser.new_context(viewport={"width": 390, "height": 800}) as context:
        context.set_default_timeout(10_000)
        page = context.new_page()
        sign_up(page, live)
        page.get_by_label("Your comment").fill("You idiot.")
        page.get_by_role("button", name="Post comment").click()
        page.get_by_text("Awaiting review", exact=True).wait_for()
        with parts.database.reading() as session:
            held = written_by(session, [1], after=None, limit=1)[0].id
        decided(parts, a_manager(parts), held, Action.REJECT)
        request.getfixturevalue("later")

        page.reload()
        press(page, "Notices 1 new")
        page.get_by_text("Your comment was not published.").wait_for()
        found = {"notices": barriers(page)}
        for name in ("Comments", "Following", "Settings"):
            press(page, name)
            page.locator(f"nav[aria-label='Your pages'] [aria-current]:text-is('{name}')").wait_for()
            assert page.evaluate("document.documentElement.scrollWidth") == 390
            found[name] = barriers(page)
        with page.expect_download() as download:
            press(page, "Take it along", "button")
        download.value.save_as(tmp_path / "mine.json")
        press(page, "Delete your account")
        page.get_by_label("They are erased.").press("Space")
        found["delete"] = barriers(page)
        page.get_by_label("Your password").press_sequentially(PASSWORD)
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Your account is deleted").wait_for()

    assert {name: each for name, each in found.items() if each} == {}
    assert json.loads((tmp_path / "mine.json").read_text())["comments"][0]["id"] == held


def test_without_a_script_a_reader_reports_mutes_follows_and_is_told_the_outcome(
    browser: Browser, live: str, parts: Parts, machine: Caller, request: pytest.FixtureRequest
) -> None:
    comment = a_comment(parts, machine, "Buy my boats.").id
    with browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900}) as context:
        context.set_default_timeout(10_000)
        page = context.new_page()
        sign_up(page, live)
        page.get_by_role("link", name="Report what Ada wrote").click()
        page.get_by_label("Spam").check()
        page.get_by_role("button", name="Send report").click()
        page.get_by_role("link", name="Back to the article").click()
        page.get_by_role("link", name="Follow what Ada began").click()
        page.get_by_role("button", name="Follow").click()
        page.get_by_role("heading", name="You follow this thread").wait_for()
        page.get_by_role("link", name="Back to the article").click()
        page.get_by_role("link", name="Mute Ada").click()
        page.get_by_role("button", name="Mute").click()
        page.get_by_text("You muted Ada").wait_for()
        decided(parts, a_manager(parts), comment, Action.REJECT, "spam")
        request.getfixturevalue("later")

        page.get_by_role("link", name="Notices").click()
        page.get_by_text("You were right: the comment is no longer published.").wait_for()
        page.get_by_role("link", name="Following").click()
        page.get_by_role("button", name="Unmute Ada").click()
        page.get_by_text("You read them again.").wait_for()
