"""A reader's visit to a page of another origin under a strict policy, in which our script shows the comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from moderation.domain.callers import Caller
from moderation.parts import Parts
from moderation.use_cases.change_hosts import change_hosts
from tests.accessible import barriers
from tests.crowding import crowd
from tests.making import NOON, PASSWORD, a_comment, at
from tests.newsroom import Newsroom, answers

if TYPE_CHECKING:
    from playwright.sync_api import Page

POLICY = (
    "default-src 'none'; script-src {desk}; connect-src {desk}; base-uri 'none'; "
    "require-trusted-types-for 'script'"
)
PAGE = """<!doctype html><html lang="en"{more}>
<head><meta name="viewport" content="width=device-width"><title>News</title></head>
<body><main><h1>The budget vote</h1><p>The council votes tonight.</p>
<p data-comments-count="budget">Comments</p>
<script src="{desk}/embed.js" data-site="harbour" data-article="budget" async></script></main></body></html>"""

FOCUSED = """words => document.querySelector('.comments-of-readers').shadowRoot.activeElement
  ?.innerText.includes(words)"""


@pytest.fixture
def visit(page: Page, live: str, machine: Caller, parts: Parts) -> Iterator[Page]:
    """A page of the paper, at a host that the site has listed; nothing goes wrong in it."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if "Content Security" in said.text else None)
    with Newsroom("localhost") as paper:
        change_hosts(parts, "harbour", add=[paper.host])
        policy = {"Content-Security-Policy": POLICY.format(desk=live)}
        for path, more in (("/budget", ""), ("/rtl", ' dir="rtl"')):
            paper.paths[path] = answers(PAGE.format(desk=live, more=more), headers=policy)
        page.set_viewport_size({"width": 390, "height": 800})
        page.goto(paper.address("/budget"))
        page.get_by_role("heading", name="Comments").wait_for()
        yield page
    assert wrong == []


def focused(page: Page, words: str) -> None:
    page.wait_for_function(FOCUSED, arg=words)


def sign_up(page: Page, password: str = PASSWORD) -> None:
    page.get_by_label("Name").fill("Rhea")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign up", exact=True).click()


def take_back(page: Page, words: str) -> None:
    page.locator(".thread", has_text=words).get_by_role("button", name="Withdraw").click()
    page.get_by_role("button", name="Put it back").click()
    page.get_by_role("button", name="Put it back").wait_for(state="detached")
    focused(page, words)


def test_a_reader_reads_signs_up_posts_replies_and_is_held(
    visit: Page, machine: Caller, parts: Parts
) -> None:
    a_comment(at(parts, NOON - timedelta(minutes=2)), machine, "See https://example.org/a_(b). עברית")
    visit.reload()
    visit.get_by_role("link", name="https://example.org/a_(b)").wait_for()

    assert barriers(visit) == []
    visit.get_by_role("button", name="Sign up").click()
    sign_up(visit, "short")
    visit.get_by_text("Use 10 to 200 characters").wait_for()
    assert barriers(visit) == []
    sign_up(visit)
    visit.get_by_text("Signed in as Rhea", exact=True).wait_for()

    visit.get_by_label("Your comment").fill("A fair budget, I think.")
    visit.get_by_role("button", name="Post comment").click()
    focused(visit, "A fair budget, I think.")
    visit.locator(".posted-state").wait_for()

    visit.get_by_role("button", name="Reply to Ada").click()
    visit.get_by_label("Your reply to Ada").fill("You idiot.")
    visit.get_by_role("button", name="Post reply").click()
    focused(visit, "Awaiting review")
    visit.set_viewport_size({"width": 1280, "height": 900})
    assert barriers(visit) == []

    visit.get_by_role("button", name="Report what Ada wrote").click()
    visit.get_by_label("Spam").check()
    visit.get_by_role("button", name="Send report").click()
    visit.get_by_text("Thank you for your report").wait_for()

    visit.reload()
    visit.get_by_text("Awaiting review").wait_for()
    take_back(visit, "A fair budget")
    visit.get_by_role("button", name="Sign out").click()
    visit.get_by_text("Join the conversation.").wait_for()
    assert visit.get_by_text("You idiot.").count() == 0


def test_what_was_written_outlasts_a_failure(visit: Page) -> None:
    visit.get_by_role("button", name="Sign up").click()
    sign_up(visit)
    visit.get_by_label("Your comment").fill("A fair budget.")
    visit.route("**/comments", lambda route: route.abort())
    visit.get_by_role("button", name="Post comment").click()
    visit.get_by_text("please try again").wait_for()
    visit.unroute("**/comments")
    visit.get_by_role("button", name="Post comment").click()
    focused(visit, "A fair budget.")

    assert visit.get_by_label("Your comment").input_value() == ""


def test_a_reader_reads_on_through_two_thousand(visit: Page, parts: Parts) -> None:
    ids = crowd(parts, NOON, roots=2000, replies=60)
    visit.reload()
    visit.get_by_text("2,060", exact=True).wait_for()
    for _ in range(3):
        visit.get_by_role("button", name="Show more comments").click()
        visit.get_by_role("button", name="Show more comments").wait_for()
    focused(visit, "Comment 1939")

    assert visit.locator(".thread").count() == 80
    visit.get_by_role("button", name="Oldest").click()
    visit.get_by_text("Comment 0, of many.").wait_for()
    visit.goto(f"{visit.url}#comment-{ids[2050]}")
    focused(visit, "Comment 2050")
    assert visit.locator(".comment").count() < 50
    visit.get_by_role("button", name=re.compile("more repl")).click()
    visit.get_by_text("Comment 2010").wait_for()


def test_it_stands_right_to_left_in_such_a_page(visit: Page, machine: Caller, parts: Parts) -> None:
    a_comment(parts, machine, "Fair.")
    visit.goto(visit.url.replace("/budget", "/rtl"))
    visit.get_by_text("Fair.").wait_for()

    assert barriers(visit) == []
    assert visit.locator(".comments").evaluate("each => getComputedStyle(each).direction") == "rtl"


def test_what_others_write_is_offered_and_moves_nothing(visit: Page, machine: Caller, parts: Parts) -> None:
    visit.get_by_text("0 comments", exact=True).wait_for()
    first = a_comment(at(parts, NOON + timedelta(seconds=1)), machine, "First of all.")
    visit.clock.install()
    visit.reload()
    visit.get_by_text("First of all.").wait_for()
    a_comment(at(parts, NOON + timedelta(seconds=2)), machine, "An answer.", parent=first.id)
    a_comment(at(parts, NOON + timedelta(seconds=3)), machine, "A second thread.")
    before = visit.get_by_text("First of all.").bounding_box()
    visit.clock.fast_forward(31_000)
    offer = visit.get_by_role("button", name="Show 2 new comments")
    offer.wait_for()

    assert visit.get_by_text("First of all.").bounding_box() == before
    assert barriers(visit) == []
    offer.click()
    focused(visit, "An answer.")
    assert visit.locator(".thread").count() == 2
