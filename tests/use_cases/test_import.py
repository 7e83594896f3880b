"""A feed's articles come in once, however often it is imported, and never over what the site has put itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from moderation.domain.articles import Kept
from moderation.domain.callers import Caller
from moderation.domain.errors import NotFound
from moderation.domain.pages import Entry, NotFetched, Page
from moderation.parts import Parts
from moderation.use_cases.change_hosts import change_hosts
from moderation.use_cases.check_backlog import check_backlog
from moderation.use_cases.find_entries import UnreadFeed, find_entries
from moderation.use_cases.import_entry import article_id_of, import_entry
from moderation.use_cases.open_article import open_article
from moderation.use_cases.show_article import show_article
from tests.making import NOON, a_comment, a_machine, a_site, an_article, at
from tests.newsroom import Newsroom, a_page, answers

EARLY = datetime(2026, 11, 1, 6, 30, tzinfo=UTC)


@pytest.fixture
def machine(parts: Parts, newsroom: Newsroom) -> Caller:
    a_site(parts)
    change_hosts(parts, "harbour", [newsroom.host])
    newsroom.paths["/lamps"] = a_page("Lamps | The Courier", "The harbour gets forty lamps that face down.")
    return a_machine(parts)


@pytest.fixture
def entry(newsroom: Newsroom) -> Entry:
    told = Page("Forty lamps", "In short.", language="en", published_at=EARLY)
    return Entry("lamps-1", newsroom.address("/lamps"), told)


def imported(parts: Parts, entry: Entry, *, with_page: bool = True) -> Kept:
    return import_entry(parts, "harbour", entry, with_page=with_page)


def test_an_entry_and_its_page_make_an_article(parts: Parts, machine: Caller, entry: Entry) -> None:
    kept = imported(parts, entry)
    shown = show_article(parts, "harbour", "lamps-1")

    assert kept is Kept.NEW
    assert (shown.title, shown.text) == ("Forty lamps", "The harbour gets forty lamps that face down.")
    assert (shown.language, shown.published_at) == ("en-GB", EARLY)


def test_without_pages_the_entry_alone_makes_it(
    parts: Parts, machine: Caller, entry: Entry, newsroom: Newsroom
) -> None:
    imported(parts, entry, with_page=False)

    assert show_article(parts, "harbour", "lamps-1").text == "In short."
    assert newsroom.asked == []


def test_without_pages_what_the_entry_does_not_tell_stays_as_it_is(
    parts: Parts, machine: Caller, entry: Entry
) -> None:
    imported(parts, entry)

    again = imported(parts, replace(entry, told=Page("Forty lamps")), with_page=False)
    renamed = imported(parts, replace(entry, told=Page("Fifty lamps", "In short.")), with_page=False)

    shown = show_article(parts, "harbour", "lamps-1")
    assert (again, renamed) == (Kept.UNCHANGED, Kept.CHANGED)
    assert (shown.title, shown.text) == ("Fifty lamps", "In short.")
    assert (shown.language, shown.published_at) == ("en-GB", EARLY)


def test_what_is_the_same_stays_and_what_changed_is_scored_again(
    parts: Parts, machine: Caller, entry: Entry
) -> None:
    imported(parts, entry)
    a_comment(parts, machine, "You idiot.", article="lamps-1")

    same = imported(parts, entry)
    jobs_after_the_same = check_backlog(parts).comments
    changed = imported(at(parts, NOON + timedelta(hours=1)), replace(entry, told=Page("Fifty lamps")))

    assert (same, jobs_after_the_same) == (Kept.UNCHANGED, 0)
    assert (changed, check_backlog(parts).comments) == (Kept.CHANGED, 1)


def test_short_links_of_a_feed_are_taken_from_where_it_is(
    parts: Parts, machine: Caller, newsroom: Newsroom
) -> None:
    entry = '<entry><id>1</id><title>Lamps</title><link href="/lamps"/></entry>'
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>'
    newsroom.paths["/news/feed"] = answers(atom, kind="application/atom+xml")

    [found] = find_entries(parts, "harbour", newsroom.address("/news/feed"))

    assert isinstance(found, Entry)
    assert found.url == newsroom.address("/lamps")


def test_a_broken_link_spoils_no_other_entry_and_a_mere_name_is_no_address(
    parts: Parts, machine: Caller, newsroom: Newsroom
) -> None:
    items = (
        "<item><guid>1</guid><title>Broken</title><link>http://[x</link></item>"
        '<item><guid isPermaLink="false">17</guid><title>Unnamed</title></item>'
        "<item><guid>2</guid><title>Lamps</title><link>lamps</link></item>"
    )
    newsroom.paths["/news/feed"] = answers(
        f"<rss><channel>{items}</channel></rss>", kind="application/rss+xml"
    )

    broken, unnamed, lamps = find_entries(parts, "harbour", newsroom.address("/news/feed"))

    assert isinstance(broken, Entry)
    assert isinstance(unnamed, Entry)
    assert isinstance(lamps, Entry)
    assert (broken.url, unnamed.url) == ("http://[x", "")
    assert lamps.url == newsroom.address("/news/lamps")


def test_what_the_site_has_put_is_left_alone(parts: Parts, machine: Caller, entry: Entry) -> None:
    an_article(parts, machine, "lamps-1")

    assert imported(parts, entry) is Kept.LEFT
    assert show_article(parts, "harbour", "lamps-1").title == "The budget vote"


def test_what_a_readers_page_opened_is_taken_over(
    parts: Parts, machine: Caller, entry: Entry, newsroom: Newsroom
) -> None:
    open_article(parts, "harbour", "lamps-1", newsroom.address("/lamps"), "192.0.2.1")

    assert imported(parts, entry) is Kept.CHANGED
    assert show_article(parts, "harbour", "lamps-1").title == "Forty lamps"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"id": ""}, "its id has not 1 to 200 characters"),
        ({"id": "x" * 201}, "its id has not 1 to 200 characters"),
        ({"url": "https://other.example/"}, "not among the hosts"),
        ({"url": ""}, "only http"),
        ({"url": "/relative"}, "only http"),
    ],
)
def test_an_entry_that_will_not_do_is_refused_with_its_reason(
    parts: Parts, machine: Caller, entry: Entry, said: dict[str, str], why: str
) -> None:
    with pytest.raises(NotFetched, match=why):
        imported(parts, replace(entry, **said))  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        show_article(parts, "harbour", "lamps-1")


def test_an_article_needs_a_title(parts: Parts, machine: Caller, entry: Entry) -> None:
    with pytest.raises(NotFetched, match="gives it a title"):
        imported(parts, replace(entry, told=Page()), with_page=False)

    assert imported(parts, replace(entry, told=Page())) is Kept.NEW  # as its page has one


@pytest.mark.parametrize(
    ("told", "id_here"),
    [
        ("lamps-1", "lamps-1"),
        ("https://news.example/2026/lamps", "https:~~news.example~2026~lamps"),
        ("a b\u00a0c\n", "a~b~c~"),
        ("tag:news.example,2026:1", "tag:news.example,2026:1"),
        (".", "~"),
        ("..", "~"),
        ("...", "..."),
        (".well-known", ".well-known"),
    ],
)
def test_the_id_is_the_feeds_own_as_far_as_it_can_stand_in_an_address(told: str, id_here: str) -> None:
    assert article_id_of(Entry(told, "", Page())) == id_here


def test_an_index_leads_to_its_feeds_and_no_further(
    parts: Parts, machine: Caller, newsroom: Newsroom
) -> None:
    def index(*paths: str) -> str:
        named = "".join(f"<sitemap><loc>{newsroom.address(path)}</loc></sitemap>" for path in paths)
        return f"<sitemapindex>{named}</sitemapindex>"

    sitemap = f"<urlset><url><loc>{newsroom.address('/lamps')}</loc></url></urlset>"
    newsroom.paths["/index.xml"] = answers(index("/index.xml", "/gone.xml", "/1.xml"), kind="text/xml")
    newsroom.paths["/1.xml"] = answers(sitemap, kind="application/xml")

    found = list(find_entries(parts, "harbour", newsroom.address("/index.xml")))
    from_a_file = list(find_entries(parts, "harbour", index("/1.xml").encode()))

    assert [(each.address, each.why) for each in found if isinstance(each, UnreadFeed)] == [
        *(
            (newsroom.address(path), "an index may not stand within an index")
            for path in ("/index.xml", "/gone.xml", "/1.xml")
        ),
        (newsroom.address("/gone.xml"), "it answered 404"),
    ]
    assert [each.url for each in found if isinstance(each, Entry)] == [newsroom.address("/lamps")]
    assert from_a_file == [each for each in found if isinstance(each, Entry)]


def test_a_feed_that_is_not_at_a_listed_host_is_not_fetched(
    parts: Parts, machine: Caller, newsroom: Newsroom
) -> None:
    change_hosts(parts, "harbour", remove=[newsroom.host])

    with pytest.raises(NotFetched, match="not among the hosts"):
        list(find_entries(parts, "harbour", newsroom.address("/feed")))

    assert newsroom.asked == []
