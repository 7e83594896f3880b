"""The site may tell of an article while the page that a reader opened is being read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest

from moderation import worker
from moderation.domain.callers import Caller
from moderation.domain.pages import NoOutside, Page
from moderation.parts import Parts
from moderation.use_cases.change_hosts import change_hosts
from moderation.use_cases.check_backlog import check_backlog
from moderation.use_cases.check_pages import check_pages
from moderation.use_cases.list_articles import list_articles
from moderation.use_cases.open_article import open_article
from tests.making import a_machine, a_site, an_article
from tests.newsroom import Newsroom, a_page


@pytest.fixture
def machine(parts: Parts, newsroom: Newsroom) -> Caller:
    """The machine of a site that lists the newsroom's host, where there is a page about lamps."""
    a_site(parts)
    change_hosts(parts, "harbour", [newsroom.host])
    newsroom.paths["/lamps"] = a_page("Forty lamps", "The harbour gets forty lamps that face down.")
    return a_machine(parts)


@pytest.mark.parametrize("path", ["/lamps", "/gone"])
def test_what_the_site_tells_of_while_its_page_is_read_stays_and_stands_alone(
    parts: Parts, machine: Caller, newsroom: Newsroom, path: str
) -> None:
    open_article(parts, "harbour", "chosen-by-a-reader", newsroom.address(path), "192.0.2.1")

    class Slow(NoOutside):
        def page(self, address: str, hosts: Collection[str]) -> Page:
            an_article(parts, machine, "lamps", title="Ours", url=newsroom.address(path))
            return parts.outside.page(address, hosts)

    worker.ask_others_once(replace(parts, outside=Slow()), "read")

    assert [(each.id, each.title) for each in list_articles(parts)[0].articles] == [("lamps", "Ours")]
    assert (check_backlog(parts).pages, check_pages(parts)) == (0, [])
