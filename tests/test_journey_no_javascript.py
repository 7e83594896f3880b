"""The same visit without JavaScript: every link and every form works by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from moderation.domain.callers import Caller
from moderation.parts import Parts
from tests.making import NOON, PASSWORD, a_comment, a_machine, a_site, an_article, at

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture
def machine(parts: Parts) -> Caller:
    """A site with an article and a comment."""
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine)
    a_comment(at(parts, NOON - timedelta(hours=2)), machine, "Who pays?")
    return machine


@pytest.fixture
def much(parts: Parts, machine: Caller) -> None:
    """Twenty more comments, the newest of them with five replies."""
    for place in range(20):
        moment = at(parts, NOON - timedelta(minutes=40 - place))
        comment = a_comment(moment, machine, f"Comment {place}.")
    for place in range(5):
        moment = at(parts, NOON - timedelta(minutes=9 - place))
        a_comment(moment, machine, f"Reply {place}.", parent=comment.id)


@pytest.fixture
def visit(browser: Browser, live: str, machine: Caller) -> Iterator[Page]:
    """The article in a browser that runs no script."""
    with browser.new_context(java_script_enabled=False) as context:
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.goto(f"{live}/")
        page.get_by_role("link", name="The budget vote").click()
        yield page


def sign_up(page: Page) -> None:
    page.get_by_role("link", name="Sign up").click()
    page.get_by_label("Name").fill("Rhea")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()


def test_a_reader_signs_up_posts_is_held_replies_and_signs_out(visit: Page) -> None:
    sign_up(visit)
    visit.get_by_text("Signed in as Rhea").wait_for()

    visit.get_by_label("Your comment").fill("Well argued.")
    visit.get_by_role("button", name="Post comment").click()
    visit.locator(".comment:target").get_by_text("Your comment is published.").wait_for()

    visit.get_by_label("Your comment").fill("You idiot.")
    visit.get_by_role("button", name="Post comment").click()
    visit.locator(".comment:target").get_by_text("Awaiting review").wait_for()

    thread = visit.locator(".thread", has_text="Who pays?")
    thread.locator("summary").click()
    thread.get_by_label("Your reply").fill("Fair to whom?")
    thread.get_by_role("button", name="Post reply").click()
    visit.locator(".replies .comment:target").get_by_text("Fair to whom?").wait_for()

    visit.get_by_role("button", name="Sign out").click()
    visit.get_by_text("Join the conversation.").wait_for()


def test_a_refused_comment_comes_back_with_its_text(visit: Page) -> None:
    sign_up(visit)

    visit.get_by_label("Your comment").fill("x" * 10_001)
    visit.get_by_role("button", name="Post comment").click()

    visit.get_by_text("at most 10,000 characters").wait_for()
    assert len(visit.get_by_label("Your comment").input_value()) == 10_001


def test_a_reader_sorts_and_reads_on(much: None, visit: Page) -> None:
    visit.get_by_role("link", name="Show 2 more replies").click()
    visit.get_by_text("Reply 4.").wait_for()
    visit.get_by_role("link", name="All comments").click()

    visit.get_by_role("link", name="Oldest").click()
    visit.locator(".thread").first.get_by_text("Who pays?").wait_for()

    visit.get_by_role("link", name="Show more comments").click()
    visit.locator(".thread").first.get_by_text("Comment 19.").wait_for()
