"""A reader's visit to a page of another origin under a strict policy, in which our script shows the comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from moderation.domain.callers import Caller
from moderation.parts import Parts
from tests.accessible import barriers
from tests.crowding import crowd
from tests.embedded import SHIFTS, embedded, fill_in, focused, sign_up
from tests.making import NOON, a_comment, at

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def visit(page: Page, live: str, machine: Caller, parts: Parts) -> Iterator[Page]:
    """A page of the paper that shows comments."""
    with embedded(page, live, parts):
        yield page


def report(visit: Page) -> None:
    """Report what Ada wrote, at first without saying what is wrong with it."""
    visit.get_by_role("button", name="Report what Ada wrote").click()
    visit.get_by_role("button", name="Send report").click()
    visit.get_by_text("Choose what is wrong with it.").wait_for()
    assert visit.get_by_role("radiogroup").get_attribute("aria-invalid") == "true"
    assert barriers(visit) == []
    visit.get_by_label("Spam").check()
    visit.get_by_role("button", name="Send report").click()
    visit.get_by_text("Thank you for your report").wait_for()


def test_a_reader_reads_signs_up_posts_replies_and_is_held(
    visit: Page, machine: Caller, parts: Parts
) -> None:
    a_comment(at(parts, NOON - timedelta(minutes=2)), machine, "See https://example.org/a_(b). עברית")
    visit.reload()
    visit.get_by_role("link", name="https://example.org/a_(b)").wait_for()

    assert barriers(visit) == []
    visit.get_by_role("button", name="Sign up").click()
    fill_in(visit, "short")
    visit.get_by_text("Use 10 to 200 characters").wait_for()
    assert barriers(visit) == []
    fill_in(visit)
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

    report(visit)

    visit.reload()
    visit.get_by_text("Awaiting review").wait_for()
    visit.locator(".thread", has_text="A fair budget").get_by_role("button", name="Withdraw").click()
    focused(visit, "Only you can read this")
    visit.get_by_role("button", name="Sign out").click()
    visit.get_by_text("Join the conversation.").wait_for()
    assert visit.get_by_text("You idiot.").count() == 0


def test_what_was_written_outlasts_a_failure(visit: Page) -> None:
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


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_in_it_moves_when_the_comments_come(visit: Page, parts: Parts, width: int) -> None:
    crowd(parts, NOON, roots=30, replies=5)
    visit.set_viewport_size({"width": width, "height": 800})
    visit.add_init_script(SHIFTS)
    visit.reload()
    visit.get_by_role("button", name="Show more comments").wait_for()
    visit.wait_for_timeout(200)

    assert set(visit.evaluate("window.moved")) <= {
        "FOOTER"
    }  # if it was painted before the section took its place
    assert visit.evaluate("document.documentElement.scrollWidth") <= width
    assert barriers(visit) == []


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
