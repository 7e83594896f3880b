"""A manager's day at the desk in a real browser, with the keyboard alone: queue, batch, colleagues, rules, search."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from moderation.domain.callers import Caller, NamedAuthor, Role
from moderation.domain.comments import Status
from moderation.parts import Parts
from moderation.storage import accounts
from tests.accessible import barriers
from tests.asking import an_appeal
from tests.making import NOON, WordScorer, a_comment, at, stored, the_rules
from tests.web.desk.browsing import a_manager_with_a_password
from tests.web.desk.in_chromium import sign_in, undo_at_once_and_approve_again, without_a_full_load

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TEXTS = Path(__file__).parents[1] / "training_data"
SUSPECT, CALM = 260, 200
ONE_BY_ONE = 60
WAITING = SUSPECT + CALM - ONE_BY_ONE


@pytest.fixture
def scorer() -> WordScorer:
    """A scorer to whom "the" is an insult: so there are plenty."""
    return WordScorer(words={"the": "INSULT"})


@pytest.fixture
def first_rejected(parts: Parts, machine: Caller) -> str:
    """The comment that is handled first, by Ada; behind it wait 459 others, all held, 259 of them for their score."""
    the_rules(parts, "harbour", {"newcomer_comments": 0, "mode": "pre", "hold_repeats_over": 1000})
    first = a_comment(at(parts, NOON - timedelta(hours=1)), machine, "the the").id
    texts = [
        json.loads(line)["text"]
        for name in ("check", "topic_check", "own")
        for line in (TEXTS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    suspect = [text for text in texts if "the" in text][: SUSPECT - 1]
    calm = [text for text in texts if "the" not in text][:CALM]
    for place, text in enumerate([*suspect, *calm]):
        author = NamedAuthor(f"reader-{place % 90}", f"Reader {place % 90}")
        a_comment(parts, machine, text, author=author)
    return first


@pytest.fixture
def mira(page: Page, live: str, parts: Parts, first_rejected: str) -> Page:
    """Mira, a senior manager, at the queue."""
    a_manager_with_a_password(parts, "Mira")
    with parts.database.writing() as session:
        account = accounts.account_named(session, "mira")
        assert account is not None
        account.role = Role.SENIOR
    sign_in(page, live, "Mira")
    page.locator("html.has-keys #tabs").wait_for()
    return page


@pytest.fixture
def noor(browser: Browser, live: str, parts: Parts) -> Iterator[Page]:
    """Noor, a manager, in another browser."""
    a_manager_with_a_password(parts, "Noor")
    with browser.new_context(viewport={"width": 390, "height": 800}) as context:
        page = context.new_page()
        sign_in(page, live, "Noor")
        page.locator("html.has-keys #tabs").wait_for()
        yield page


def test_a_managers_day(
    mira: Page, noor: Page, live: str, parts: Parts, machine: Caller, first_rejected: str
) -> None:
    _handles_sixty(mira, parts)
    _rejects_two_hundred_of_four_hundred(mira, live, parts)
    _collides(mira, noor, live)
    _answers_an_appeal(noor, live, parts, machine, first_rejected)
    _changes_a_rule(mira, live)
    _searches_and_exports(mira, live)


def _handles_sixty(page: Page, parts: Parts) -> None:
    page.keyboard.press("j")
    with without_a_full_load(page):
        for place in range(ONE_BY_ONE):
            review = page.locator(".review:focus")
            here = review.get_attribute("id")
            page.keyboard.press("s")
            for key in ("r", "2", "Enter") if place % 3 == 0 else ("a",):
                page.keyboard.press(key)
            page.locator(f"#{here}").wait_for(state="detached")
        undo_at_once_and_approve_again(page, here)
    assert barriers(page) == []

    waiting = {Status.HELD: WAITING, Status.PUBLISHED: 40, Status.REJECTED: 20}
    assert stored(parts) == {**dict.fromkeys(Status, 0), **waiting}


def _rejects_two_hundred_of_four_hundred(page: Page, live: str, parts: Parts) -> None:
    page.keyboard.press("b")
    page.locator("#range").wait_for()
    page.goto(f"{live}/desk/batch?attribute=INSULT&low=80&high=100")
    page.get_by_text("200 comments in this range").wait_for()
    assert page.locator("#sample li").count() == 12
    assert barriers(page) == []
    page.keyboard.press("r")
    page.get_by_label("Insult").press("Space")
    page.get_by_role("button", name="Reject 200", exact=True).press("Enter")
    page.get_by_text("Rejected 200 comments: insult.").wait_for()

    assert stored(parts)[Status.HELD] == WAITING - 200
    page.keyboard.press("u")
    page.get_by_text("Undone: 200 comments as before.").wait_for()
    assert stored(parts)[Status.HELD] == WAITING


def _collides(page: Page, noor: Page, live: str) -> None:
    page.goto(f"{live}/desk")
    page.keyboard.press("j")
    comment = (page.locator(".review").first.get_attribute("id") or "").removeprefix("review-")
    noor.goto(f"{live}/desk/comments/{comment}")
    assert noor.evaluate("document.documentElement.scrollWidth") == 390
    for key in ("r", "1", "Enter"):
        noor.keyboard.press(key)
    noor.locator("#messages", has_text="Rejected").wait_for()

    page.keyboard.press("a")
    page.get_by_text("Noor rejected it").first.wait_for()
    assert barriers(page) == []


def _answers_an_appeal(noor: Page, live: str, parts: Parts, machine: Caller, rejected: str) -> None:
    an_appeal(parts, machine, rejected, "I quoted it.")
    noor.goto(f"{live}/desk?status=appealed")
    assert barriers(noor) == []
    noor.get_by_text("I quoted it.").wait_for()
    noor.keyboard.press("j")
    noor.keyboard.press("a")
    noor.get_by_text("Upheld Ada’s appeal: the comment is published.").wait_for()


def _changes_a_rule(page: Page, live: str) -> None:
    page.goto(f"{live}/desk/rules?place=harbour")
    page.locator("[name=mode]").first.press("Space")  # open, as it is by default
    page.locator("#t-INSULT").fill("95")
    page.get_by_role("button", name="Try it on the last 30 days").press("Enter")
    page.get_by_text("no longer held, 20 of them rejected by managers").first.wait_for()
    assert barriers(page) == []
    page.locator("#f-note").fill("Sharp words are not insults.")
    page.get_by_role("button", name="Save").press("Enter")
    page.get_by_text("Saved").first.wait_for()


def _searches_and_exports(page: Page, live: str) -> None:
    page.goto(f"{live}/desk/search")
    page.locator("#q").fill("bridge")
    page.keyboard.press("Enter")
    page.locator("mark", has_text="bridge").first.wait_for()
    assert barriers(page) == []
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").press("Enter")
    exported = Path(download.value.path()).read_text(encoding="utf-8-sig")

    assert "bridge" in exported
    assert exported.startswith("id,")
