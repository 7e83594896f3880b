"""A reader's page opens an article only where the site has listed the page's host, and not too often."""

from __future__ import annotations

from dataclasses import replace

import pytest

from moderation.domain.errors import Malformed, NotFound, TooMany
from moderation.parts import Limits, Parts
from moderation.use_cases.change_hosts import change_hosts
from moderation.use_cases.check_backlog import check_backlog
from moderation.use_cases.open_article import open_article
from moderation.use_cases.show_article import show_article
from tests.making import a_site

PAGE = "https://news.example/lamps"


def opened(parts: Parts, article: str = "lamps", url: str = PAGE, address: str = "192.0.2.1") -> None:
    open_article(parts, "harbour", article, url, address)


@pytest.fixture
def listed(parts: Parts) -> None:
    """A site that lists the host of a page."""
    a_site(parts)
    change_hosts(parts, "harbour", ["news.example"])


@pytest.mark.parametrize(
    "url", ["https://other.example/", "http://news.example:81/", "file:///etc/passwd", "", "http://127.1/"]
)
def test_a_page_elsewhere_opens_nothing(parts: Parts, listed: None, url: str) -> None:
    with pytest.raises(NotFound, match="no such article"):
        opened(parts, url=url)
    with pytest.raises(NotFound):
        show_article(parts, "harbour", "lamps")

    opened(parts)  # as the listed one does
    assert show_article(parts, "harbour", "lamps").title == "news.example"


def test_at_first_a_site_lists_no_host(parts: Parts) -> None:
    a_site(parts)

    with pytest.raises(NotFound):
        opened(parts)


def test_nobody_can_have_pages_fetched_again_and_again(parts: Parts, listed: None) -> None:
    few = replace(parts, limits=Limits(pages_per_hour=2))
    for article in ("a", "b", "a", "b"):
        opened(few, article)
    with pytest.raises(TooMany):
        opened(few, "c")
    opened(few, "d", address="192.0.2.2")  # somebody else still may

    with pytest.raises(NotFound):
        show_article(parts, "harbour", "c")
    assert check_backlog(parts).pages == 3


def test_all_together_cannot_either(parts: Parts, listed: None) -> None:
    few = replace(parts, limits=Limits(pages_per_hour=1))
    for number in range(20):
        opened(few, f"lamps-{number}", address=f"192.0.2.{number}")

    with pytest.raises(TooMany):
        opened(few, "one-more", address="192.0.2.99")


def test_hosts_are_added_and_removed_and_what_is_none_is_refused(parts: Parts) -> None:
    a_site(parts)

    added = change_hosts(parts, "harbour", ["News.example:443", "cms.example:8080"])
    with pytest.raises(Malformed, match=r"https://news\.example cannot be listed"):
        change_hosts(parts, "harbour", ["fine.example", "https://news.example"])
    removed = change_hosts(parts, "harbour", remove=["cms.example:8080", "never.example"])

    assert (added, removed) == (["cms.example:8080", "news.example"], ["news.example"])
