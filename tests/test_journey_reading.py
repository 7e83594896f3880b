"""A reader's way through a long thread by keyboard alone: sorted, read on, linked to, answered and reported."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from moderation.domain.appeals import Ground
from moderation.domain.callers import Caller
from moderation.parts import Parts
from moderation.storage.desk_tables import Report
from tests.accessible import barriers
from tests.asking import rows
from tests.crowding import crowd
from tests.keyboard import press, tab_to, write
from tests.making import NOON, PASSWORD, a_comment, a_reader, at

if TYPE_CHECKING:
    from playwright.sync_api import Page

ARTICLE = "/sites/harbour/articles/budget"
ROOTS, REPLIES = 2_000, 60
PAGE = 20
MORE = "Show more comments"
BEGINS = "words => document.activeElement.className === 'comment' && document.activeElement.innerText.includes(words)"
"""Whether the comment that says so has the focus; looked at alone, however many others there are."""

MOVED = """window.moved = [];
new PerformanceObserver(seen => window.moved.push(...seen.getEntries().flatMap(shift => shift.sources)
  .filter(each => each.node?.parentElement?.closest('.comments')).map(each => each.node.nodeName)))
  .observe({ type: 'layout-shift', buffered: true });"""
"""Notes whatever moves among the comments; what stands below them makes room, as it was asked to."""


@pytest.fixture
def ids(parts: Parts, machine: Caller) -> list[str]:
    """Two thousand threads, the last of which has sixty replies."""
    return crowd(parts, NOON - timedelta(minutes=1), roots=ROOTS, replies=REPLIES)


def sign_in(page: Page, live: str) -> None:
    page.goto(f"{live}/sign-in?next={ARTICLE}")
    page.keyboard.insert_text("Rhea")
    write(page, "Password", PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_text("Signed in as Rhea").wait_for()


@pytest.mark.parametrize("width", [390, 1280])
def test_two_thousand_comments_are_sorted_and_read_on(
    page: Page, live: str, ids: list[str], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 850})
    page.goto(live + ARTICLE)
    assert page.locator("#tally").inner_text() == "2,060"
    press(page, "Most replied")
    page.locator("[aria-current]:text('Most replied')").wait_for()
    page.locator(".thread:first-child", has_text="Comment 1999").wait_for()
    press(page, "Show 57 more replies")
    page.locator(".replies .comment:focus", has_text="Comment 2003").wait_for()
    press(page, "Oldest", "Shift+Tab")
    page.locator(".thread:first-child", has_text="Comment 0,").wait_for()
    for shown in (20, 40):
        press(page, "Show more comments")
        page.locator(".comment:focus", has_text=f"Comment {shown},").wait_for()

    assert page.locator(".thread").count() == 60
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert barriers(page) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_a_link_leads_deep_into_a_thread_to_answer_there_and_to_report(
    page: Page, live: str, parts: Parts, machine: Caller, ids: list[str], width: int
) -> None:
    a_reader(parts)
    early = at(parts, NOON - timedelta(seconds=30))
    down = a_comment(early, machine, "Down.", parent=ids[2040])
    deep = a_comment(early, machine, "Deep down.", parent=down.id)
    page.set_viewport_size({"width": width, "height": 850})
    sign_in(page, live)
    page.goto(f"{live}{ARTICLE}?show={deep.id}#comment-{deep.id}")
    linked = page.locator(".comment:target", has_text="Deep down.")
    linked.wait_for()
    assert linked.evaluate("each => each.getBoundingClientRect().top < innerHeight")
    assert page.locator(".comment").count() < 30
    assert "To Ada" in linked.inner_text()

    tab_to(page, "Report what Ada wrote")
    assert barriers(page) == []
    press(page, "Reply to Ada")
    page.locator("textarea:focus").wait_for()
    page.keyboard.insert_text("I read it.")
    press(page, "Post reply")
    page.locator(".replies .comment:focus", has_text="I read it.").wait_for()

    press(page, "Report what Ada wrote", "Shift+Tab")
    page.get_by_role("heading", name="Report this comment").wait_for()
    assert barriers(page) == []
    tab_to(page, "Discourteous")
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    press(page, "Send report")
    page.get_by_role("heading", name="Thank you").wait_for()
    assert barriers(page) == []
    assert [each["ground"] for each in rows(parts, Report)] == [Ground.SPAM]


def test_two_thousand_comments_are_read_to_the_last_and_nothing_moves(
    page: Page, live: str, parts: Parts, machine: Caller
) -> None:
    """Tab by Tab through the first pages and the last; between them, from one "Show more" to the next."""
    crowd(parts, NOON - timedelta(minutes=1), roots=ROOTS)
    page.set_viewport_size({"width": 1280, "height": 850})
    page.add_init_script(MOVED)
    page.goto(f"{live}{ARTICLE}?sort=oldest")
    tabbed = {PAGE, 2 * PAGE, ROOTS - PAGE}
    for shown in range(PAGE, ROOTS, PAGE):
        if shown in tabbed:
            tab_to(page, MORE)
        else:
            page.evaluate("document.querySelector('.threads > .more a').focus()")
        page.keyboard.press("Enter")
        page.wait_for_function(BEGINS, arg=f"Comment {shown}, of many.")

    assert page.locator(".thread").count() == ROOTS
    assert page.get_by_text(MORE).count() == 0
    tab_to(page, "Report what Many wrote")
    assert page.evaluate("window.moved") == []
