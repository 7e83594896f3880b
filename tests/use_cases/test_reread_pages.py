"""Pages that were given up are named to the operator, and read once more when asked."""

from __future__ import annotations

import pytest

from moderation import worker
from moderation.domain.errors import NotFound
from moderation.parts import Parts
from moderation.use_cases.change_hosts import change_hosts
from moderation.use_cases.check_pages import check_pages
from moderation.use_cases.list_articles import list_articles
from moderation.use_cases.open_article import open_article
from moderation.use_cases.reread_pages import UnreadPage, reread_pages
from moderation.use_cases.show_article import show_article
from tests.making import a_site
from tests.newsroom import Newsroom, a_page, answers


@pytest.fixture
def given_up(parts: Parts, newsroom: Newsroom) -> str:
    """The address of a page that was not there when it was read."""
    a_site(parts)
    change_hosts(parts, "harbour", [newsroom.host])
    newsroom.paths["/lamps"] = answers("", status=404)
    open_article(parts, "harbour", "lamps", newsroom.address("/lamps"), "192.0.2.1")
    worker.ask_others_once(parts, "read")
    return newsroom.address("/lamps")


def test_a_page_that_is_there_by_now_is_read(parts: Parts, newsroom: Newsroom, given_up: str) -> None:
    newsroom.paths["/lamps"] = a_page("Forty lamps", "The harbour gets forty lamps that face down.")

    told = reread_pages(parts, "harbour")
    worker.ask_others_once(parts, "read")

    assert told == [UnreadPage("lamps", given_up, "it answered 404")]
    assert show_article(parts, "harbour", "lamps").title == "Forty lamps"
    assert (reread_pages(parts, "harbour"), check_pages(parts)) == ([], [])


def test_one_that_is_still_not_there_is_given_up_again(parts: Parts, given_up: str) -> None:
    reread_pages(parts, "harbour")
    worker.ask_others_once(parts, "read")

    assert check_pages(parts) == [(given_up, "it answered 404", "harbour")]


def test_what_was_never_read_is_on_no_list(parts: Parts, newsroom: Newsroom, given_up: str) -> None:
    newsroom.paths["/lamps"] = a_page("Forty lamps", "The harbour gets forty lamps that face down.")
    before = [list(front.articles) for front in list_articles(parts)]
    reread_pages(parts, "harbour")
    worker.ask_others_once(parts, "read")
    after = [[article.title for article in front.articles] for front in list_articles(parts)]

    assert (before, after) == ([[]], [["Forty lamps"]])


def test_a_site_that_there_is_not_has_no_pages(parts: Parts) -> None:
    with pytest.raises(NotFound):
        reread_pages(parts, "nowhere")
