"""What our script tells a page's readers of what they did, and whoever put it there of why nothing shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderation.domain.callers import Caller
from moderation.parts import Parts
from moderation.use_cases.change_hosts import change_hosts
from tests.embedded import PAGE, embedded, post, sign_up
from tests.making import the_rules
from tests.newsroom import Newsroom, answers

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.mark.usefixtures("machine")
@pytest.mark.parametrize(
    ("place", "is_listed", "cause"),
    [
        ("harbour/unheard", True, 'the site "harbour" has no article "unheard"'),
        ("nowhere/budget", True, 'Is there a site "nowhere"'),
        ("harbour/budget", False, "among its hosts"),
    ],
)
def test_the_console_says_once_why_nothing_shows_and_the_count_stays(
    page: Page, live: str, parts: Parts, place: str, *, is_listed: bool, cause: str
) -> None:
    site, _, article = place.partition("/")
    told: list[str] = []
    page.on("console", lambda said: told.append(said.text) if said.text.startswith("Comments: ") else None)
    shown = PAGE.format(desk=live, around="", more="").replace('"harbour"', f'"{site}"')
    with Newsroom("localhost") as paper:
        if is_listed:
            change_hosts(parts, "harbour", add=[paper.host])
        paper.paths["/budget"] = answers(shown.replace('"budget"', f'"{article}"'))
        page.goto(paper.address("/budget"))
        page.get_by_text("The comments could not be loaded.").wait_for()
        page.wait_for_load_state("networkidle")

        assert page.locator("[data-comments-count]").inner_text() == "Comments"
    assert len(told) == 1
    assert cause in told[0]


def test_the_count_of_the_page_goes_along_with_the_comments(
    page: Page, live: str, machine: Caller, parts: Parts
) -> None:
    with embedded(page, live, parts):
        page.get_by_text("0 comments", exact=True).wait_for()
        sign_up(page)
        post(page, "A fair budget, I think.")
        page.get_by_text("1 comment", exact=True).wait_for()


def test_a_guest_is_not_told_to_be_signed_in(page: Page, live: str, machine: Caller, parts: Parts) -> None:
    the_rules(parts, "harbour", {"newcomer_comments": 0, "guests": "held"})
    with embedded(page, live, parts):
        page.get_by_role("button", name="Write as a guest").click()
        page.get_by_label("Name").fill("Passer By")
        page.get_by_role("button", name="Write as a guest").click()
        page.get_by_text("You write as a guest: Passer By.", exact=True).wait_for()

        assert page.get_by_text("signed in as").count() == 0
