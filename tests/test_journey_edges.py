"""On a phone everything begins at one edge, and nothing jumps when a form opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderation.domain.callers import Caller
from moderation.parts import Parts
from tests.making import a_comment, the_rules

if TYPE_CHECKING:
    from playwright.sync_api import Page

ARTICLE = "/sites/harbour/articles/budget"
EDGES = (
    "[...document.querySelectorAll('.masthead, main h1, .colophon')].map(e => e.getBoundingClientRect().left)"
)

WORD = """(() => {
  const [word, respect] = ['.reply summary', '.respect'].map(
    each => document.querySelector(each).getBoundingClientRect());
  return [word.left - respect.right, word.top - respect.top];
})()"""
"""How far the word Reply stands from the word Respect."""

FORM = """document.querySelector('.reply .write').getBoundingClientRect().top
  - document.querySelector('.respect').getBoundingClientRect().bottom"""
"""How far below both the form begins."""


@pytest.fixture
def visit(page: Page, live: str, machine: Caller, parts: Parts) -> Page:
    """The article on a phone, read by a guest who came in by the page's own form."""
    the_rules(parts, "harbour", {"guests": "held", "newcomer_comments": 0})
    a_comment(parts, machine, "Who pays?")
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(live + ARTICLE)
    page.get_by_role("link", name="Write as a guest").click()
    page.get_by_label("Name").fill("Passer By")
    page.get_by_role("button", name="Write as a guest").click()
    page.get_by_text("You write as a guest: Passer By").wait_for()
    return page


def test_the_pages_around_a_comment_begin_where_all_others_do(visit: Page) -> None:
    visit.get_by_role("link", name="Report").click()
    visit.get_by_role("heading", name="Report this comment").wait_for()

    assert visit.evaluate(EDGES) == [16, 16, 16]


def test_the_word_reply_stays_where_it_is_when_its_form_opens(visit: Page) -> None:
    closed = visit.evaluate(WORD)
    visit.locator(".reply summary").click()
    visit.get_by_label("Your reply to Ada").wait_for()

    assert visit.evaluate(WORD) == closed
    assert visit.evaluate(FORM) >= 0
