"""The page of an article that its site has not put is read in the background: once, and given up with a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler

import pytest

from moderation import worker
from moderation.domain.callers import Caller
from moderation.domain.pages import NoOutside
from moderation.parts import Parts
from moderation.storage import jobs
from moderation.use_cases.change_hosts import change_hosts
from moderation.use_cases.check_backlog import check_backlog
from moderation.use_cases.check_pages import check_pages
from moderation.use_cases.list_articles import list_articles
from moderation.use_cases.open_article import open_article
from moderation.use_cases.show_article import ShownArticle, show_article
from moderation.use_cases.steps.fetching import WAITS
from tests.making import NOON, a_comment, a_machine, a_site, an_article, at
from tests.newsroom import Newsroom, a_page, answers, redirects_to

HEAD = (
    '<meta property="article:section" content="City">'
    '<meta property="article:published_time" content="2026-11-01T06:30:00Z">'
)


@pytest.fixture
def machine(parts: Parts, newsroom: Newsroom) -> Caller:
    """The machine of a site that lists the newsroom's host, where there is a page about lamps."""
    a_site(parts)
    change_hosts(parts, "harbour", [newsroom.host])
    newsroom.paths["/lamps"] = a_page(
        "Forty lamps", "The harbour gets forty lamps that face down.", head=HEAD
    )
    return a_machine(parts)


def opened(parts: Parts, newsroom: Newsroom, path: str = "/lamps", article: str = "lamps") -> None:
    open_article(parts, "harbour", article, newsroom.address(path), "192.0.2.1")


def shown(parts: Parts, article: str = "lamps") -> ShownArticle:
    return show_article(parts, "harbour", article)


def test_it_is_called_by_its_host_until_its_page_is_read(
    parts: Parts, machine: Caller, newsroom: Newsroom
) -> None:
    opened(parts, newsroom)
    before = shown(parts)
    worker.ask_others_once(parts, "read")
    after = shown(parts)

    assert (before.title, before.text, before.is_open) == (newsroom.host, "", True)
    assert (after.title, after.text) == ("Forty lamps", "The harbour gets forty lamps that face down.")
    assert (list(after.section), after.language) == (["City"], "en-GB")
    assert after.published_at == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)


def test_its_page_is_fetched_once_however_many_ask(parts: Parts, machine: Caller, newsroom: Newsroom) -> None:
    for _ in range(3):
        opened(parts, newsroom)
    worker.ask_others_once(parts, "read")
    opened(parts, newsroom)
    worker.ask_others_once(at(parts, NOON + timedelta(days=1)), "read")

    assert len(newsroom.asked) == 1
    assert check_backlog(parts).pages == 0


def test_comments_that_came_before_the_page_was_read_are_scored_again(
    parts: Parts, machine: Caller, newsroom: Newsroom
) -> None:
    opened(parts, newsroom)
    a_comment(parts, machine, "You idiot.", article="lamps")

    worker.ask_others_once(at(parts, NOON + timedelta(minutes=1)), "read")

    assert check_backlog(parts).comments == 1


def test_what_the_site_has_put_is_never_overwritten(
    parts: Parts, machine: Caller, newsroom: Newsroom
) -> None:
    an_article(parts, machine, "budget")
    opened(parts, newsroom, article="budget")
    opened(parts, newsroom)
    an_article(parts, machine, "lamps", title="As the site says")
    worker.ask_others_once(parts, "read")

    assert shown(parts, "budget").title == "The budget vote"
    assert shown(parts).title == "As the site says"
    assert newsroom.asked == []


def test_what_the_site_puts_while_the_page_is_read_stays(
    parts: Parts, machine: Caller, newsroom: Newsroom
) -> None:
    page = newsroom.paths["/lamps"]

    def meanwhile(asking: BaseHTTPRequestHandler) -> None:
        an_article(at(parts, NOON + timedelta(seconds=1)), machine, "lamps", title="As the site says")
        page(asking)

    newsroom.paths["/lamps"] = meanwhile
    opened(parts, newsroom)
    worker.ask_others_once(parts, "read")

    assert shown(parts).title == "As the site says"


def test_a_page_that_fails_for_now_is_tried_again_and_then_given_up(
    parts: Parts, machine: Caller, newsroom: Newsroom
) -> None:
    newsroom.paths["/lamps"] = answers("", status=503)
    opened(parts, newsroom)
    moment, asked = NOON, []
    for wait in (*WAITS, timedelta(days=1)):
        worker.ask_others_once(at(parts, moment), "read")
        worker.ask_others_once(at(parts, moment + wait - timedelta(seconds=1)), "read")
        asked.append(len(newsroom.asked))
        moment += wait

    assert asked == [1, 2, 3, 4]
    assert check_pages(parts) == [(newsroom.address("/lamps"), "it answered 503", "harbour")]
    assert check_backlog(parts).pages == 0


def test_a_page_that_is_back_in_time_is_read(parts: Parts, machine: Caller, newsroom: Newsroom) -> None:
    page = newsroom.paths.pop("/lamps")
    newsroom.paths["/lamps"] = answers("", status=503)
    opened(parts, newsroom)
    worker.ask_others_once(parts, "read")
    newsroom.paths["/lamps"] = page
    worker.ask_others_once(at(parts, NOON + WAITS[0]), "read")

    assert shown(parts).title == "Forty lamps"
    assert check_pages(parts) == []


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (answers("", status=404), "it answered 404"),
        (answers("{}", kind="application/json"), "it is application/json, and no HTML"),
        (answers("<html><body></body></html>"), "nothing on it could be read"),
        (redirects_to("http://169.254.169.254/latest/"), "169.254.169.254 is not among the hosts"),
    ],
    ids=["gone", "no page", "empty", "metadata"],
)
def test_a_page_that_will_never_do_is_given_up_at_once(
    parts: Parts, machine: Caller, newsroom: Newsroom, answer: object, why: str
) -> None:
    newsroom.paths["/lamps"] = answer  # type: ignore[assignment]
    opened(parts, newsroom)

    worker.ask_others_once(parts, "read")

    [(page, told, _)] = check_pages(parts)
    assert page == newsroom.address("/lamps")
    assert why in told
    assert shown(parts).title == newsroom.host


def test_when_the_site_puts_the_article_its_page_is_nobodys_business_any_more(
    parts: Parts, machine: Caller, newsroom: Newsroom
) -> None:
    newsroom.paths["/lamps"] = answers("", status=404)
    opened(parts, newsroom)
    worker.ask_others_once(parts, "read")

    an_article(parts, machine, "lamps")

    assert check_pages(parts) == []


def test_a_page_that_kills_every_worker_is_given_up(
    parts: Parts, machine: Caller, newsroom: Newsroom
) -> None:
    opened(parts, newsroom)
    moment = NOON
    for _ in range(len(WAITS) + 1):
        with parts.database.writing() as session:
            moment += timedelta(minutes=2)
            jobs.lease(session, "read", moment, moment + timedelta(minutes=1), 1)  # and nothing more

    worker.ask_others_once(at(parts, moment + timedelta(minutes=2)), "read")

    assert [why for _, why, _ in check_pages(parts)] == ["whoever tried it did not come back"]
    assert newsroom.asked == []


def test_pages_are_read_beside_all_else_a_few_at_once(
    parts: Parts, machine: Caller, newsroom: Newsroom
) -> None:
    for number in range(4):
        opened(parts, newsroom, f"/lamps-{number}", f"lamps-{number}")

    worker.work_once(parts)
    asked_by_then = list(newsroom.asked)
    worker.ask_others_once(parts, "read")

    assert asked_by_then == []
    assert check_backlog(parts).pages == 1


def test_a_page_that_says_the_same_as_what_the_site_told_of_is_no_other_article(
    parts: Parts, machine: Caller, newsroom: Newsroom
) -> None:
    lamps = "The harbour gets forty lamps that face down."
    an_article(parts, machine, "lamps", title="Forty lamps", text=lamps, section=("City",))
    newsroom.paths["/trams"] = a_page("Forty trams", lamps, head=HEAD)
    for path, article in (("/lamps", "copy"), ("/trams", "trams")):
        opened(parts, newsroom, path, article)
        worker.ask_others_once(parts, "read")

    assert [why for _, why, _ in check_pages(parts)] == ["it says the same as the article lamps"]
    assert [shown(parts, each).title for each in ("copy", "trams")] == [newsroom.host, "Forty trams"]
    assert {each.id for each in list_articles(parts)[0].articles} == {"lamps", "trams"}


def test_no_copy_that_a_reader_opened_first_keeps_a_page_from_being_read(
    parts: Parts, machine: Caller, newsroom: Newsroom
) -> None:
    newsroom.paths["/lamps?zz"] = newsroom.paths["/lamps"]
    for path, article in (("/lamps?zz", "copy"), ("/lamps", "lamps")):
        opened(parts, newsroom, path, article)
        worker.ask_others_once(parts, "read")

    assert shown(parts).title == "Forty lamps"
    assert check_pages(parts) == []


def test_where_nothing_is_read_a_page_waits_for_nobody(
    parts: Parts, machine: Caller, newsroom: Newsroom
) -> None:
    opened(parts, newsroom)

    worker.ask_others_once(replace(parts, outside=NoOutside()), "read")

    assert [why for _, why, _ in check_pages(parts)] == ["nothing is fetched here"]
