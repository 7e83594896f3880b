"""A queue is narrowed, ordered and bookmarked by its address, and pages go on in every order."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from moderation.domain.callers import Caller, NamedAuthor
from moderation.parts import Parts
from tests.making import NOON, WordScorer, a_comment, an_article, at
from tests.web.desk.browsing import Desk

LINKS = "http://a.b http://c.d http://e.f"


def shows(page: str, comment_id: str) -> bool:
    return f'id="review-{comment_id}"' in page


@pytest.fixture
def sports(parts: Parts, machine: Caller) -> str:
    """The id of a held comment under an article of another section and language."""
    an_article(parts, machine, "final", title="The cup final", section=("Home", "Sports"), language="fr")
    return a_comment(parts, machine, "An idiot of a referee.", article="final").id


def test_a_queue_is_narrowed_to_a_section_and_a_language_with_its_count(
    desk: Desk, held: str, sports: str
) -> None:
    city = desk.get("/desk?status=held&where=harbour:Home / City").text
    french = desk.get("/desk?status=held&language=fr").text
    both = desk.get("/desk?status=held&where=harbour:Home&language=").text

    assert (shows(city, held), shows(city, sports)) == (True, False)
    assert (shows(french, held), shows(french, sports)) == (False, True)
    assert (shows(both, held), shows(both, sports)) == (True, True)
    assert 'Held <span class="count">1<' in city
    assert 'id="tab-rejected" href="/desk?status=rejected&amp;where=harbour:Home+/+City"' in city


@pytest.mark.parametrize("order", ["need", "newest", "oldest", "reports", "INSULT"])
def test_every_order_goes_on_after_its_last_one_and_repeats_none(
    desk: Desk, parts: Parts, machine: Caller, order: str
) -> None:
    for number in range(12):
        a_comment(at(parts, NOON - timedelta(minutes=number)), machine, f"You idiot {number:02}.")

    first = desk.get(f"/desk?order={order}")
    address = first.text.partition('<div id="more">')[2].partition('href="')[2].partition('"')[0]
    second = desk.get(address.replace("&amp;", "&"))
    shown = [n for page in (first, second) for n in re.findall(r"</mark> (\d\d)\.</p>", page.text)]

    assert len(shown) == len(set(shown)) == 12


def test_the_highest_score_comes_first_and_the_oldest_where_that_is_asked_for(
    desk: Desk, parts: Parts, machine: Caller
) -> None:
    links = a_comment(at(parts, NOON - timedelta(hours=1)), machine, LINKS).id
    insult = a_comment(parts, machine, "You idiot.").id

    def first_of(order: str) -> bool:
        page = desk.get(f"/desk?order={order}").text
        return page.index(f"review-{insult}") < page.index(f"review-{links}")

    assert (first_of("INSULT"), first_of("newest"), first_of("oldest")) == (True, True, False)


@pytest.mark.parametrize(
    "address", ["order=loudest", "status=all", "where=a%00b", "order=INSULT&after=bmFuIHg"]
)
def test_what_no_queue_knows_is_refused(desk: Desk, address: str) -> None:
    assert desk.get(f"/desk?{address}").status_code == 422


def test_the_clock_says_when_somebody_waits_longer_than_they_should(
    desk: Desk, parts: Parts, machine: Caller
) -> None:
    a_comment(at(parts, NOON - timedelta(minutes=50)), machine, "You idiot.")
    calm = " ".join(desk.get().text.split())
    a_comment(at(parts, NOON - timedelta(hours=3, minutes=5)), machine, "You idiot, earlier.")
    late = " ".join(desk.get().text.split())

    assert "Longest wait 50 min, target 1 h" in calm
    assert "Longest wait 3 h 5 min, over the target of 1 h" in late


def test_a_comment_says_why_it_was_placed_ahead_and_how_many_wait_under_its_article(
    desk: Desk, parts: Parts, machine: Caller
) -> None:
    for text in ("You idiot.", "Another idiot."):
        a_comment(parts, machine, text)

    page = " ".join(desk.get().text.replace("\u00a0", " ").split())

    assert 'Placed as if it came 5 h earlier<span class="tip">: insult 90 %</span>' in page
    assert "· 2 waiting under this article" in page


def test_the_unscored_have_a_queue_of_their_own(
    desk: Desk, parts: Parts, machine: Caller, scorer: WordScorer
) -> None:
    scored = a_comment(parts, machine, "You idiot.").id
    scorer.unavailable = "missing"
    unscored = a_comment(parts, machine, "A fair budget.").id

    page = desk.get("/desk?status=unscored").text

    assert (shows(page, scored), shows(page, unscored)) == (False, True)
    assert 'Unscored <span class="count">1<' in page


def test_what_nobody_looked_at_is_confirmed_and_leaves_the_unseen(
    desk: Desk, parts: Parts, machine: Caller
) -> None:
    fine = a_comment(parts, machine, "A fair budget.").id
    a_comment(at(parts, NOON - timedelta(days=4)), machine, "Long ago.", author=NamedAuthor("bo", "Bo"))
    before = desk.get("/desk?status=unseen").text

    desk.decide(fine, "approve", version=2)

    assert "Looks fine" in before
    assert "Long ago." not in before
    assert "Nothing unseen in the last 3 days" in desk.get("/desk?status=unseen").text


def test_where_managers_and_the_check_disagree_is_listed(desk: Desk, parts: Parts, machine: Caller) -> None:
    agreed, approved = (a_comment(parts, machine, f"You idiot {n}.").id for n in range(2))
    links, taken_down = (a_comment(parts, machine, text).id for text in (LINKS, "A fair budget."))
    desk.decide(agreed, "reject", version=2, reason="insult")
    for each in (approved, links):
        desk.decide(each, "approve", version=2)
    desk.decide(taken_down, "reject", version=2, reason="off-topic")

    page = desk.get("/desk?status=disputed").text

    assert [shows(page, each) for each in (agreed, approved, links, taken_down)] == [False, True, False, True]
