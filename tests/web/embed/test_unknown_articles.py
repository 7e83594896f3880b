"""A page whose site never told us of it can be commented at once, if the site has listed its host."""

from __future__ import annotations

from typing import Any

import pytest

from moderation import worker
from moderation.parts import Parts
from moderation.use_cases.change_hosts import change_hosts
from tests.newsroom import Newsroom, a_page
from tests.web.embed.reading import ARTICLE, Reader, seen

LAMPS = "/sites/harbour/articles/lamps"


@pytest.fixture
def page(parts: Parts, newsroom: Newsroom, visitor: Reader) -> str:
    """The address of a page at a host that the site has listed."""
    change_hosts(parts, "harbour", [newsroom.host])
    newsroom.paths["/lamps"] = a_page("Forty lamps", "The harbour gets forty lamps that face down.")
    return newsroom.address("/lamps")


def test_it_is_opened_by_its_page_and_read_afterwards(visitor: Reader, parts: Parts, page: str) -> None:
    first = visitor.client.get(LAMPS, query_string={"url": page})
    worker.ask_others_once(parts, "read")
    second = seen(visitor.get(LAMPS).text)

    assert first.status_code == 200
    assert "lamps" not in seen(first.text)  # who sent the reader here has no say in what is shown
    assert "Forty lamps The harbour gets forty lamps that face down." in second


def test_none_is_opened_at_an_address_that_browsers_fold_away(visitor: Reader, page: str) -> None:
    answer = visitor.client.get("/sites/harbour/articles/..", query_string={"url": page})

    assert answer.status_code == 404


def test_a_reader_may_write_there_before_it_was_read(reader: Reader, page: str) -> None:
    reader.client.get(LAMPS, query_string={"url": page})

    answer = reader.submit(LAMPS, f"{LAMPS}/comments", text="Too few lamps.")

    assert answer.status_code == 303


def test_a_page_that_has_an_article_leads_there(visitor: Reader, page: str) -> None:
    visitor.client.get(LAMPS, query_string={"url": page})

    answer = visitor.client.get(f"{LAMPS}-again", query_string={"url": f"{page}/", "sort": "oldest"})

    assert (answer.status_code, answer.location) == (302, f"{LAMPS}?sort=oldest")
    assert visitor.get(f"{LAMPS}-again").status_code == 404


def test_in_other_pages_its_comments_are_shown_under_any_id(reader: Reader, page: str) -> None:
    other, told = "/embed/harbour/articles/other", {"url": page}
    reader.client.get(LAMPS, query_string=told)
    reader.submit(LAMPS, f"{LAMPS}/comments", text="Too few lamps.")

    shown: Any = reader.client.get(other, query_string=told).json

    assert (shown["article"], shown["total"]) == ("lamps", 1)
    assert [each["text"] for each in shown["comments"]] == ["Too few lamps."]
    assert shown["newest"] == shown["comments"][0]["id"]
    assert reader.get(other).status_code == 404


def test_who_asks_for_no_more_than_the_head_opens_nothing(visitor: Reader, page: str) -> None:
    asked = {"url": page}

    assert visitor.client.head(LAMPS, query_string=asked).status_code == 404
    assert visitor.client.head("/embed/harbour/articles/lamps", query_string=asked).status_code == 404
    assert visitor.get(LAMPS).status_code == 404
    assert visitor.client.get(LAMPS, query_string=asked).status_code == 200
    assert visitor.client.head(LAMPS, query_string=asked).status_code == 200


def test_an_article_that_is_known_stays_as_it_is(
    visitor: Reader, page: str, newsroom: Newsroom, parts: Parts
) -> None:
    shown = visitor.client.get(ARTICLE, query_string={"url": page})
    worker.ask_others_once(parts, "read")

    assert "The budget vote" in shown.text
    assert newsroom.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "https://other.example/lamps",
        "http://127.0.0.1:1/",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "",
        "x" * 5000,
    ],
)
def test_a_page_of_somebody_else_is_not_found(visitor: Reader, page: str, url: str) -> None:
    assert visitor.client.get(LAMPS, query_string={"url": url}).status_code == 404
    assert visitor.get(LAMPS).status_code == 404


def test_an_unknown_site_is_not_found(visitor: Reader, page: str) -> None:
    assert visitor.client.get("/sites/nowhere/articles/lamps", query_string={"url": page}).status_code == 404


def test_too_many_are_told_to_wait(visitor: Reader, parts: Parts, page: str) -> None:
    answers = [
        visitor.client.get(f"{LAMPS}-{number}", query_string={"url": f"{page}-{number}"})
        for number in range(parts.limits.pages_per_hour + 1)
    ]

    assert [each.status_code for each in answers[-2:]] == [200, 429]
    assert "Retry-After" in answers[-1].headers
