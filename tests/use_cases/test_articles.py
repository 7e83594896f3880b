"""Articles are listed newest first for each site, and one is shown as its site described it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from moderation.domain.errors import NotFound
from moderation.parts import Parts
from moderation.use_cases.list_articles import list_articles
from moderation.use_cases.show_article import show_article
from tests.making import NOON, a_machine, a_site, an_article


def test_each_site_has_its_own_articles_newest_first_and_undated_ones_last(parts: Parts) -> None:
    for slug in ("harbour", "valley"):
        a_site(parts, slug)
    machine = a_machine(parts)
    an_article(parts, machine, "older", published_at=NOON - timedelta(days=1))
    an_article(parts, machine, "undated")
    an_article(parts, machine, "newer", published_at=NOON, section=("Home", "City"))

    fronts = list_articles(parts)

    assert [(front.site, [each.id for each in front.articles]) for front in fronts] == [
        ("harbour", ["newer", "older", "undated"]),
        ("valley", []),
    ]
    assert fronts[0].articles[0].section == "City"


def test_an_article_that_is_put_ahead_of_its_time_is_not_listed_before(parts: Parts) -> None:
    a_site(parts)
    an_article(parts, a_machine(parts), "ahead", published_at=NOON + timedelta(minutes=1))
    an_article(parts, a_machine(parts), "undated")

    assert [each.id for each in list_articles(parts)[0].articles] == ["undated"]
    later = replace(parts, now=lambda: NOON + timedelta(minutes=1))
    assert {each.id for each in list_articles(later)[0].articles} == {"ahead", "undated"}


def test_an_article_is_shown_with_its_whole_section_path(parts: Parts) -> None:
    a_site(parts)
    an_article(parts, a_machine(parts), section=("Home", "City"))

    shown = show_article(parts, "harbour", "budget")

    assert (shown.title, shown.site_name, list(shown.section)) == (
        "The budget vote",
        "The Harbour Post",
        ["Home", "City"],
    )


@pytest.mark.parametrize(("site", "article"), [("harbour", "none"), ("none", "budget")])
def test_what_nobody_published_is_not_found(parts: Parts, site: str, article: str) -> None:
    a_site(parts)

    with pytest.raises(NotFound):
        show_article(parts, site, article)
