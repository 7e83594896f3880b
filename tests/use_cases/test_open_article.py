"""A reader's page opens an article only where the site has listed the page's host, and not too often."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from moderation.domain.callers import NOBODY
from moderation.domain.errors import Malformed, NotFound, TooMany
from moderation.parts import Limits, Parts
from moderation.use_cases.change_hosts import change_hosts
from moderation.use_cases.check_backlog import check_backlog
from moderation.use_cases.list_comments import Listing, list_comments
from moderation.use_cases.open_article import open_article
from moderation.use_cases.show_article import show_article
from tests.making import NOON, a_comment, a_machine, a_site, an_article, at

PAGE = "https://news.example/lamps"


def opened(parts: Parts, article: str = "lamps", url: str = PAGE, address: str = "192.0.2.1") -> str:
    return open_article(parts, "harbour", article, url, address)


def commented(parts: Parts, article: str) -> list[str]:
    """The ids of the comments that readers see under the article."""
    return [each.id for each in list_comments(parts, NOBODY, Listing("harbour", article)).comments]


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
        opened(few, article, f"{PAGE}/{article}")
    with pytest.raises(TooMany):
        opened(few, "c", f"{PAGE}/c")
    opened(few, "d", f"{PAGE}/d", "192.0.2.2")  # somebody else still may

    with pytest.raises(NotFound):
        show_article(parts, "harbour", "c")
    assert check_backlog(parts).pages == 3


def test_all_together_cannot_either(parts: Parts, listed: None) -> None:
    few = replace(parts, limits=Limits(pages_per_hour=1))
    for number in range(20):
        opened(few, f"lamps-{number}", f"{PAGE}-{number}", f"192.0.2.{number}")

    with pytest.raises(TooMany):
        opened(few, "one-more", address="192.0.2.99")


def test_a_page_has_one_article_whatever_it_is_called(parts: Parts, listed: None) -> None:
    few = replace(parts, limits=Limits(pages_per_hour=2))
    spelt = [PAGE, f"{PAGE}/", f"{PAGE}#top", "http://NEWS.example:80/lamps", f"{PAGE}?commentID=7"]

    found = [opened(few, f"lamps-{number}", spelt[number % 5]) for number in range(30)]
    other = opened(few, "lamps", f"{PAGE}?page=2")  # which nobody used up meanwhile

    assert (set(found), other) == ({"lamps-0"}, "lamps")
    assert check_backlog(parts).pages == 2
    with pytest.raises(NotFound):
        show_article(parts, "harbour", "lamps-1")


def test_a_comment_that_the_address_points_at_makes_no_page_of_its_own(parts: Parts, listed: None) -> None:
    assert opened(parts, "first", f"{PAGE}?commentID=7") == opened(parts, "second") == "first"


@pytest.mark.parametrize("told", [PAGE, f"{PAGE}/", "http://news.example/lamps"])
def test_where_the_site_has_told_of_the_page_nothing_is_opened(parts: Parts, listed: None, told: str) -> None:
    an_article(parts, a_machine(parts), "17", url=told)

    assert opened(parts, url=f"{PAGE}#top") == "17"
    assert check_backlog(parts).pages == 0


def test_a_site_may_tell_its_pages_apart_by_nothing_but_the_query(parts: Parts, listed: None) -> None:
    an_article(parts, a_machine(parts), "home", url="https://news.example/")

    assert opened(parts, "17", "https://news.example/?p=17") == "17"


def test_the_id_comes_first_and_then_the_latest_at_the_address(parts: Parts, listed: None) -> None:
    machine = a_machine(parts)
    for article in ("first", "again"):
        an_article(parts, machine, article, url=PAGE)

    assert [opened(parts, article) for article in ("first", "new")] == ["first", "again"]


def test_what_the_site_puts_takes_over_what_a_reader_opened_at_its_page(parts: Parts, listed: None) -> None:
    machine = a_machine(parts)
    opened(parts, "chosen-by-a-reader", f"{PAGE}/")
    comment = a_comment(parts, machine, article="chosen-by-a-reader").id

    an_article(parts, machine, "lamps", url=PAGE)
    an_article(parts, machine, "lamps-2", url=PAGE)

    assert commented(parts, "lamps") == [comment]
    assert commented(parts, "lamps-2") == []
    assert opened(parts, "chosen-by-a-reader") == "lamps-2"


def test_an_article_that_the_site_has_already_takes_nothing_over(parts: Parts, listed: None) -> None:
    machine = a_machine(parts)
    an_article(parts, machine, "lamps")
    opened(parts, "chosen-by-a-reader")

    an_article(parts, machine, "lamps", url=PAGE)

    assert opened(parts, "chosen-by-a-reader") == "chosen-by-a-reader"


def test_what_is_not_out_yet_is_given_away_by_no_address(parts: Parts, listed: None) -> None:
    an_article(parts, a_machine(parts), "secret", url=PAGE, published_at=NOON + timedelta(minutes=1))

    assert opened(parts) == "lamps"
    assert opened(at(parts, NOON + timedelta(minutes=1)), "new") == "secret"


def test_the_pages_of_another_site_are_its_own(parts: Parts, listed: None) -> None:
    a_site(parts, "valley")
    change_hosts(parts, "valley", ["news.example"])
    opened(parts)

    assert open_article(parts, "valley", "new", PAGE, "192.0.2.1") == "new"


def test_those_who_open_one_page_at_once_open_one_article(parts: Parts, listed: None) -> None:
    ids = [f"lamps-{number}" for number in range(6)]

    with ThreadPoolExecutor(len(ids)) as pool:
        found = set(pool.map(lambda article: opened(parts, article), ids))

    assert len(found) == 1
    assert check_backlog(parts).pages == 1


def test_hosts_are_added_and_removed_and_what_is_none_is_refused(parts: Parts) -> None:
    a_site(parts)

    added = change_hosts(parts, "harbour", ["News.example:443", "cms.example:8080"])
    with pytest.raises(Malformed, match=r"https://news\.example cannot be listed"):
        change_hosts(parts, "harbour", ["fine.example", "https://news.example"])
    removed = change_hosts(parts, "harbour", remove=["cms.example:8080", "never.example"])

    assert (added, removed) == (["cms.example:8080", "news.example"], ["news.example"])
