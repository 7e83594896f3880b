"""A reader's visit in a real browser: signs up, posts, is held, replies, sorts and reads on, without a full reload."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from moderation.domain.callers import Caller
from moderation.parts import Parts
from moderation.use_cases.reply_to_comment import reply_to_comment
from tests.accessible import barriers, wait_for_focus
from tests.making import NOON, PASSWORD, a_comment, a_machine, a_manager, a_site, an_article, at

if TYPE_CHECKING:
    from playwright.sync_api import Page

ARTICLE = "/sites/harbour/articles/budget"


@pytest.fixture
def machine(parts: Parts) -> Caller:
    """A site whose article has two comments, one of them with a manager's reply."""
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine)
    a_comment(at(parts, NOON - timedelta(minutes=2)), machine, "Who pays?")
    answered = a_comment(at(parts, NOON - timedelta(minutes=1)), machine, "A fair budget.")
    reply_to_comment(parts, a_manager(parts), answered.id, version=2, text="Thank you for this.")
    return machine


@pytest.fixture
def much(parts: Parts, machine: Caller) -> None:
    """Twenty older comments, the newest of them with five replies."""
    for place in range(20):
        moment = at(parts, NOON - timedelta(minutes=40 - place))
        comment = a_comment(moment, machine, f"Comment {place}.")
    for place in range(5):
        moment = at(parts, NOON - timedelta(minutes=9 - place))
        a_comment(moment, machine, f"Reply {place}.", parent=comment.id)


@pytest.fixture
def visit(page: Page, live: str, machine: Caller) -> Iterator[Page]:
    """The article in a browser that has loaded it once, reported nothing wrong, and loads no page again."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(live + ARTICLE)
    page.evaluate("window.loadedOnce = true")
    yield page

    assert wrong == []
    assert page.evaluate("window.loadedOnce") is True


def sign_up(page: Page) -> None:
    page.get_by_role("link", name="Sign up").click()
    page.get_by_role("button", name="Sign up").wait_for()
    settle(page)
    assert page.title() == "The budget vote · The Harbour Post", "the form stands in the article's page"
    page.get_by_label("Name").fill("Rhea")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    page.get_by_text("Signed in as Rhea").wait_for()


def settle(page: Page) -> None:
    """Waits until what was asked for is in its place: nobody writes into a page as quickly as a test does."""
    page.locator(".htmx-request, .htmx-swapping, .htmx-settling").first.wait_for(state="detached")


def post(page: Page, text: str) -> None:
    page.get_by_label("Your comment").fill(text)
    page.get_by_role("button", name="Post comment").click()


def test_a_reader_signs_up_and_posts(visit: Page) -> None:
    assert barriers(visit) == []
    sign_up(visit)

    post(visit, "Well argued.")

    visit.locator(".comment:focus").wait_for()
    wait_for_focus(visit, "Well argued.")
    assert visit.get_by_role("status").inner_text() == "Your comment is published."
    assert visit.locator("#tally").inner_text() == "4"
    assert visit.get_by_label("Your comment").input_value() == ""
    assert barriers(visit) == []


def test_a_held_comment_is_shown_as_awaiting_review_with_its_reason(visit: Page) -> None:
    sign_up(visit)

    post(visit, "You idiot.")

    visit.locator(".held:focus", has_text="Awaiting review").wait_for()
    assert "aimed at a person" in visit.locator(".held").inner_text()
    assert barriers(visit) == []


def test_a_refused_comment_keeps_its_text_and_the_reader_in_its_field(visit: Page) -> None:
    sign_up(visit)

    post(visit, "x" * 10_001)

    visit.get_by_text("at most 10,000 characters").wait_for()
    visit.locator("#text-first:focus").wait_for()
    assert len(visit.get_by_label("Your comment").input_value()) == 10_001
    assert barriers(visit) == []


def test_a_comment_that_cannot_be_sent_says_so_and_stays(visit: Page) -> None:
    sign_up(visit)
    visit.context.set_offline(True)

    post(visit, "Well argued.")

    visit.get_by_text("That did not reach us.").wait_for()
    assert visit.get_by_label("Your comment").input_value() == "Well argued."


def test_a_form_that_is_no_longer_valid_says_so_and_stays(visit: Page) -> None:
    sign_up(visit)
    visit.evaluate("document.querySelectorAll('[name=csrf_token]').forEach(field => field.value = 'stale')")

    post(visit, "Well argued.")

    visit.get_by_text("This form is no longer valid.").wait_for()
    assert visit.get_by_label("Your comment").input_value() == "Well argued."


def test_a_wrong_password_is_told_in_place_of_the_form(visit: Page) -> None:
    visit.get_by_role("link", name="Sign in").click()
    visit.get_by_role("button", name="Sign in").wait_for()
    settle(visit)
    visit.get_by_label("Name").fill("Rhea")
    visit.get_by_label("Password").fill("not the password")
    assert barriers(visit) == []

    visit.get_by_role("button", name="Sign in").click()

    visit.get_by_text("Wrong name or password.").wait_for()
    visit.locator("#listing").wait_for()
    assert barriers(visit) == []


def test_a_reply_lands_in_its_thread_with_the_focus_on_it(visit: Page) -> None:
    sign_up(visit)
    thread = visit.locator(".thread", has_text="Who pays?")
    thread.locator("summary").click()
    assert barriers(visit) == []

    visit.keyboard.type("Fair to whom?")
    thread.get_by_role("button", name="Post reply").click()

    thread.locator(".replies .comment:focus").wait_for()
    wait_for_focus(visit, "Fair to whom?")


def test_a_reply_is_cancelled_where_it_was_begun_and_keeps_its_words(visit: Page) -> None:
    sign_up(visit)
    thread = visit.locator(".thread", has_text="Who pays?")
    thread.locator("summary").click()
    thread.get_by_label("Your reply").fill("Fair to whom?")

    thread.get_by_role("link", name="Cancel").click()

    wait_for_focus(visit, "Reply")
    assert not thread.get_by_label("Your reply").is_visible()
    assert thread.get_by_label("Your reply").input_value() == "Fair to whom?"


def test_reading_on_keeps_what_was_read_and_moves_the_focus_along(much: None, visit: Page) -> None:
    visit.get_by_role("link", name="Show 2 more replies").click()
    visit.locator(".comment:focus", has_text="Reply 3.").wait_for()
    visit.get_by_role("link", name="Show more comments").click()

    visit.locator(".comment:focus", has_text="Comment 1.").wait_for()
    assert visit.locator(".thread").count() == 22
    assert visit.get_by_text("Reply 0.").count() == 1
    assert barriers(visit) == []


def test_sorting_changes_the_order_and_the_address_and_back_brings_both_back(visit: Page) -> None:
    visit.get_by_role("link", name="Oldest").click()
    visit.locator(".thread:first-child", has_text="Who pays?").wait_for()
    assert "sort=oldest" in visit.url

    visit.go_back()

    visit.locator(".thread:first-child", has_text="A fair budget.").wait_for()
    assert "sort=" not in visit.url


def test_signing_out_takes_the_form_away(visit: Page) -> None:
    sign_up(visit)

    visit.get_by_role("button", name="Sign out").click()

    visit.get_by_text("Join the conversation.").wait_for()
    assert visit.locator("textarea").count() == 0


@pytest.mark.parametrize("path", ["/", "/sign-in", "/sign-up", ARTICLE])
def test_the_pages_have_no_barriers_on_a_small_screen(
    page: Page, live: str, machine: Caller, path: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(live + path)

    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_right_to_left_pages_do_not_run_over(page: Page, live: str, machine: Caller) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(live + ARTICLE)

    page.evaluate("document.documentElement.dir = 'rtl'")

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator(".replies").first.evaluate("each => getComputedStyle(each).paddingRight") == "12px"
