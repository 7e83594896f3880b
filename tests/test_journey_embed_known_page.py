"""A page of another origin whose id the desk does not know, while it knows the page: comments go there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import NOBODY, Caller
from moderation.parts import Parts
from moderation.use_cases.list_comments import Listing, list_comments
from tests.embedded import PAGE, embedded, post, sign_up
from tests.making import a_comment, an_article
from tests.newsroom import answers

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_comments_are_read_and_written_under_the_article_that_the_desk_knows(
    page: Page, live: str, parts: Parts, machine: Caller
) -> None:
    with embedded(page, live, parts) as paper:
        tram = paper.address("/tram")
        an_article(parts, machine, "17", url=tram)
        a_comment(parts, machine, "A fair price.", article="17")
        said = PAGE.replace("budget", "tram").format(desk=live, around="", more=f' data-url="{tram}"')
        paper.paths["/tram"] = answers(said)
        page.goto(tram)
        page.get_by_text("A fair price.").wait_for()
        sign_up(page)
        post(page, "A fair fare, I think.")
        page.locator(".posted-state").wait_for()

        assert page.locator("[data-comments-count]").inner_text() == "2 comments"
    assert list_comments(parts, NOBODY, Listing("harbour", "17")).total == 2
