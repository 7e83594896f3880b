"""The desk says what an article is about, and why a comment is thought to be off its topic."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from moderation.domain.callers import Caller
from moderation.parts import Parts
from tests.accessible import barriers
from tests.making import a_comment, a_machine, a_site, an_article
from tests.topics import TopicScorer, two_profiled_articles
from tests.web.desk.browsing import Desk, a_manager_with_a_password
from tests.web.desk.in_chromium import sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def scorer() -> TopicScorer:
    return TopicScorer()


@pytest.fixture
def machine(parts: Parts) -> Caller:
    """The machine of a site with two articles, both profiled, and a comment that is under the wrong one."""
    machine = two_profiled_articles(parts, "Transfers <now>")
    a_comment(parts, machine, "These strikers should change clubs.")
    return machine


def shown(desk: Desk) -> str:
    return " ".join(desk.get().text.replace("\u00a0", " ").split())


def test_an_article_is_shown_with_what_it_is_about(desk: Desk, machine: Caller) -> None:
    assert '<p class="about quiet">About: budget, council, votes, tonight</p>' in shown(desk)


def test_without_a_profile_nothing_is_said(desk: Desk, parts: Parts) -> None:
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine)
    a_comment(parts, machine, "These strikers should change clubs.")

    assert 'class="about' not in shown(desk)


def test_what_holds_it_is_explained_beneath_its_score_with_a_link(desk: Desk, machine: Caller) -> None:
    page = shown(desk)
    said = page.partition('<p class="bearing">')[2].partition("</p>")[0]

    assert page.count('class="bearing"') == 1
    assert said.startswith("Shares no telling word with “The budget vote”; reads like <a href=")
    assert 'href="/sites/harbour/articles/transfers"' in said
    assert "“Transfers &lt;now&gt;”</a> (Sport / Football)." in said
    assert "Nearness " in said
    assert desk.get("/sites/harbour/articles/transfers").status_code == 200


def test_from_there_the_article_that_it_reads_like_is_one_click_away(desk: Desk, machine: Caller) -> None:
    address = re.search(r'<a href="([^"]+)">Move it there…</a>', shown(desk))
    assert address
    offered = desk.get(unescape(address[1])).text

    assert offered.count("Move here") == 1
    assert 'aria-label="Move it to Transfers &lt;now&gt;"' in offered


def test_a_reply_is_not_moved_from_there_since_its_whole_thread_would_go(
    desk: Desk, parts: Parts, machine: Caller
) -> None:
    root = a_comment(parts, machine, "The budget is fair.")
    a_comment(parts, machine, "Those strikers would move clubs, too.", parent=root.id)

    assert shown(desk).count("reads like <a href=") == 2
    assert shown(desk).count("Move it there…") == 1


@pytest.mark.parametrize("width", [390, 1280])
def test_it_fits_on_a_phone_and_a_desk(
    browser: Browser, live: str, parts: Parts, machine: Caller, width: int
) -> None:
    a_manager_with_a_password(parts, "Mira")
    with browser.new_context(viewport={"width": width, "height": 844}) as context:
        page = context.new_page()
        sign_in(page, live, "Mira")
        page.locator(".bearing").wait_for()

        page.locator(".about").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert barriers(page) == []
