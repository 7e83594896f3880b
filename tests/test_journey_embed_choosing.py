"""What a reader chooses in a page of another origin about what others wrote."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from moderation.domain.callers import Caller, NamedAuthor
from moderation.parts import Parts
from tests.accessible import barriers
from tests.embedded import embedded, focused, post, sign_up
from tests.making import NOON, a_comment, at, the_rules
from tests.vouched import signed

if TYPE_CHECKING:
    from playwright.sync_api import Page

EVE = NamedAuthor("eve", "Eve")


@pytest.fixture
def visit(page: Page, live: str, machine: Caller, parts: Parts) -> Iterator[Page]:
    """A page of the paper, where Ada wrote before."""
    a_comment(parts, machine, "A fair budget.")
    with embedded(page, live, parts):
        yield page


def test_a_comment_is_respected_and_no_longer(visit: Page) -> None:
    sign_up(visit)
    respect = visit.get_by_role("button", name="Respect")
    respect.press("Enter")
    visit.get_by_role("button", name="Respect 1 what Ada wrote", pressed=True).wait_for()
    assert barriers(visit) == []
    visit.route("**/respect", lambda route: route.abort())
    respect.press("Enter")
    visit.get_by_text("That did not reach us.").wait_for()
    visit.get_by_role("button", name="Respect 1 what Ada wrote", pressed=True).wait_for()
    visit.unroute("**/respect")
    visit.get_by_role("button", name="Sign out").click()
    visit.get_by_text("1 reader respects this").wait_for()
    visit.reload()
    visit.get_by_text("1 reader respects this").wait_for()


def id_of(page: Page, words: str) -> str:
    """The id of the comment that says so."""
    found = page.locator(".comment", has_text=words).get_attribute("id") or ""
    return found.removeprefix("comment-")


def test_who_is_answered_or_follows_is_told(visit: Page, machine: Caller, parts: Parts) -> None:
    visit.clock.install()
    visit.reload()
    sign_up(visit)
    post(visit, "Well argued.")
    focused(visit, "Well argued.")
    follow = visit.get_by_role("button", name="Follow what Ada began")
    follow.press("Enter")
    visit.get_by_role("button", name="Follow what Ada began", pressed=True).wait_for()
    earlier = at(parts, NOON - timedelta(minutes=2))
    a_comment(earlier, machine, "I see it otherwise.", parent=id_of(visit, "Well argued."))
    a_comment(earlier, machine, "Another point.", parent=id_of(visit, "A fair budget."))

    visit.clock.fast_forward(31_000)
    bell = visit.get_by_role("button", name="Notices 2 new")
    bell.press("Enter")
    visit.get_by_text("Ada replied to you.").wait_for()
    visit.get_by_text("Ada wrote in a thread that you follow.").wait_for()
    assert barriers(visit) == []
    visit.get_by_role("listitem").filter(has_text="Ada replied").get_by_role("link").press("Enter")
    focused(visit, "I see it otherwise.")
    visit.get_by_role("button", name="Notices", expanded=False).press("Enter")
    visit.get_by_text("Ada replied to you.").wait_for()
    visit.get_by_role("button", name="Notices", expanded=True).press("Enter")
    visit.get_by_text("Ada replied to you.").wait_for(state="hidden")
    visit.reload()
    visit.get_by_role("button", name="Notices", exact=True).wait_for()
    follow.press("Enter")
    visit.get_by_role("button", name="Follow what Ada began", pressed=False).wait_for()


@pytest.mark.parametrize("width", [390, 1280])
def test_all_of_it_can_be_read_in_the_dark(visit: Page, machine: Caller, parts: Parts, width: int) -> None:
    the_rules(parts, "harbour", {"newcomer_comments": 0, "nudge_percent": 100})
    visit.reload()
    visit.evaluate("Object.assign(document.body.style, { background: '#121212', color: '#eee' })")
    visit.set_viewport_size({"width": width, "height": 800})
    sign_up(visit)
    post(visit, "Well argued.")
    focused(visit, "Well argued.")
    earlier = at(parts, NOON - timedelta(minutes=2))
    a_comment(earlier, machine, "I see it otherwise.", parent=id_of(visit, "Well argued."))
    visit.get_by_role("button", name="Respect what Ada wrote").click()
    visit.get_by_role("button", name="Withdraw").click()
    visit.get_by_role("button", name="Put it back").wait_for()
    visit.get_by_role("button", name="Notices").click()
    visit.get_by_text("Ada replied to you.").wait_for()
    post(visit, "You idiot.")
    visit.locator(".nudge").wait_for()

    assert visit.locator(".comments").get_attribute("data-theme") == "dark"
    assert barriers(visit) == []
    assert visit.evaluate("document.documentElement.scrollWidth") <= width


def test_a_muted_author_is_folded_until_read_again(visit: Page, machine: Caller, parts: Parts) -> None:
    a_comment(parts, machine, "Another point.")
    sign_up(visit)
    visit.get_by_role("button", name="Mute Ada").first.press("Enter")
    focused(visit, "You muted Ada")
    assert visit.get_by_text("A fair budget.").is_hidden()
    assert visit.get_by_text("Another point.").is_hidden()
    assert barriers(visit) == []

    visit.get_by_text("You muted Ada. Read it").first.press("Enter")
    visit.get_by_role("button", name="Read Ada again").first.press("Enter")
    visit.get_by_text("A fair budget.").wait_for()
    visit.get_by_text("Another point.").wait_for()


def test_whom_the_site_signs_in_mutes_and_follows_and_ends_it_under_the_bell(
    page: Page, live: str, machine: Caller, parts: Parts
) -> None:
    thread = a_comment(parts, machine, "A fair budget.", author=NamedAuthor("bea", "Bea")).id
    a_comment(parts, machine, "Another point.")
    page.clock.install(time=NOON)
    with embedded(page, live, parts, f' data-sso="{signed(parts, "17", "Vera Lane")}"'):
        page.get_by_role("button", name="Mute Ada").press("Enter")
        focused(page, "You muted Ada")
        assert page.get_by_text("Another point.").is_hidden()
        with page.expect_response(lambda answer: answer.request.method == "PUT"):
            page.get_by_role("button", name="Follow what Bea began").press("Enter")
        a_comment(at(parts, NOON - timedelta(minutes=2)), machine, "Who pays?", parent=thread, author=EVE)
        page.reload()  # with the same token, of which the page knows what it got for it
        page.get_by_text("You muted Ada. Read it").wait_for()
        page.get_by_role("button", name="Notices 1 new").press("Enter")
        page.get_by_text("Eve wrote in a thread that you follow.").wait_for()
        assert barriers(page) == []

        page.get_by_role("button", name="Unmute Ada").press("Enter")
        page.get_by_text("Another point.").wait_for()
        focused(page, "Notices")
        page.get_by_role("button", name="Stop following what Bea began").press("Enter")
        page.get_by_role("button", name="Follow what Bea began", pressed=False).wait_for()
        page.get_by_role("button", name="Stop following").wait_for(state="detached")
        assert page.get_by_role("heading", name="Whom you muted").count() == 0
        assert barriers(page) == []
