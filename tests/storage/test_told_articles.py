"""Which article is meant by an address where readers' pages opened several: none that was put before another later."""

from __future__ import annotations

import pytest

from moderation.domain.articles import Origin
from moderation.parts import Parts
from moderation.storage import articles, sites
from tests.making import NOON, a_machine, a_site, an_article

PAGE = "https://news.example/"
STORY = f"{PAGE}?p=17"


@pytest.fixture
def opened(parts: Parts) -> None:
    """A site with pages that readers opened before each page had one article, and other pages beside them."""
    a_site(parts)
    for name, url, text in (
        ("front", PAGE, "The news of today."),
        ("unread", STORY, ""),
        ("oldest", STORY, "Forty lamps."),
        ("copy", STORY, "Forty lamps."),
        ("no-story", f"{PAGE}?p=18", "A tram."),
    ):
        _open(parts, name, url, text)


def test_it_is_the_oldest_at_the_nearest_address_that_was_read(parts: Parts, opened: None) -> None:
    assert meant(parts, STORY, PAGE) == "oldest"
    assert meant(parts, f"{PAGE}?p=19", PAGE) == "front"
    assert meant(parts, f"{PAGE}?p=19") is None


def test_what_the_site_told_of_last_comes_before_all_of_them(parts: Parts, opened: None) -> None:
    for name in ("told", "told-last"):
        an_article(parts, a_machine(parts), name, url=PAGE)

    assert meant(parts, STORY, PAGE) == "told-last"


def meant(parts: Parts, *addresses: str) -> str | None:
    """The id of the article that is meant by these addresses."""
    with parts.database.reading() as session:
        found = articles.article_told_by(session, "harbour", addresses)
        return found.external_id if found else None


def _open(parts: Parts, name: str, url: str, text: str) -> None:
    with parts.database.writing() as session:
        told = {"url": url, "title": name, "text": text, "section_path": "", "is_open": True}
        place = sites.site_named(session, "harbour")
        articles.add_article(session, place, name, {**told, "origin": Origin.PAGE}, NOON)
