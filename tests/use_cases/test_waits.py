"""Managers are told once when something waits too long, until nothing does."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from moderation.domain.callers import Caller, Role
from moderation.domain.comments import Action
from moderation.parts import Parts
from moderation.storage.account_tables import Assignment
from moderation.storage.desk_tables import Notice
from moderation.use_cases.alert_waits import alert_waits
from moderation.use_cases.assign_area import assign_area
from moderation.use_cases.list_alerts import list_alerts
from moderation.use_cases.review_queue import review_queue
from moderation.use_cases.score_comment import score_comment
from tests.asking import a_report, decided, rows
from tests.making import NOON, WordScorer, a_comment, a_manager, a_reader, a_site, an_article, at


def test_who_works_on_the_site_is_told_once_until_the_queue_is_in_time_again(
    parts: Parts, machine: Caller, held: str
) -> None:
    mira, senior, elsewhere = (
        a_manager(parts),
        a_manager(parts, "Noor", Role.SENIOR),
        a_manager(parts, "Otto"),
    )
    a_reader(parts)
    a_site(parts, "elsewhere")
    with parts.database.writing() as session:
        session.add(Assignment(account_id=elsewhere.account_id, site_id=2, section_path=""))

    def alerts(minutes: int) -> list[int]:
        alert_waits(at(parts, NOON + timedelta(minutes=minutes)))
        return [len(list_alerts(parts, manager)) for manager in (mira, senior, elsewhere)]

    assert alerts(60) == [0, 0, 0]
    assert alerts(61) == alerts(66) == [1, 1, 0]
    decided(parts, mira, held, Action.PUBLISH)
    assert alerts(70) == [0, 0, 0]
    a_comment(at(parts, NOON + timedelta(minutes=80)), machine, "You other idiot.")
    assert alerts(200) == [1, 1, 0]
    assert len(rows(parts, Notice)) == 5  # and one to the author


def test_who_works_on_a_section_is_told_of_that_alone(parts: Parts, machine: Caller, held: str) -> None:
    """The oldest waits in the city; sport is an hour younger, and its manager hears of no other."""
    an_article(parts, machine, "match", section=("Home", "Sport"))
    a_comment(at(parts, NOON + timedelta(hours=1)), machine, "You idiot of a referee.", article="match")
    everywhere, city, sport, arts = (a_manager(parts, name) for name in ("Mira", "Cato", "Sam", "Art"))
    for name, section in (("Cato", "Home / City"), ("Sam", "Home / Sport"), ("Art", "Home / Arts")):
        assign_area(parts, name, "harbour", section)

    def told(minutes: int) -> list[str]:
        alert_waits(at(parts, NOON + timedelta(minutes=minutes)))
        return [
            "".join(each.text.partition("November, ")[2][:5] for each in list_alerts(parts, who))
            for who in (everywhere, city, sport, arts)
        ]

    assert told(61) == ["12:00", "12:00", "", ""]
    assert told(122) == ["12:00", "12:00", "13:00", ""]
    decided(parts, everywhere, held, Action.PUBLISH)
    assert told(123) == ["12:00", "", "13:00", ""]


def test_an_alert_says_where_and_since_when(parts: Parts, held: str) -> None:
    mira = a_manager(parts)

    alert_waits(at(parts, NOON + timedelta(hours=3)))

    assert list_alerts(parts, mira)[0].title == "Comments of The Harbour Post wait longer than they should."
    assert list_alerts(parts, mira)[0].text == (
        "The longest has waited since 2 November, 12:00 UTC; the target is 60 minutes."
    )


def test_two_workers_tell_nobody_twice(parts: Parts, held: str) -> None:
    a_manager(parts)
    later = at(parts, NOON + timedelta(hours=3))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: alert_waits(later), range(4)))

    assert len(rows(parts, Notice)) == 1


def test_the_clock_begins_anew_when_reports_hold_a_comment_again_and_not_when_it_is_scored_again(
    parts: Parts, machine: Caller, scorer: WordScorer
) -> None:
    mira = a_manager(parts)
    shown = a_comment(parts, machine).id
    hour, two = (at(parts, NOON + timedelta(hours=hours)) for hours in (1, 2))
    for reader in ("rita", "rolf", "rosa"):
        a_report(hour, machine, shown, reader)
    again = review_queue(two, mira).waiting_since
    decided(two, mira, shown, Action.PUBLISH)
    scorer.unavailable = "missing"
    unscored = a_comment(hour, machine, "You idiot.").id
    scorer.unavailable = None
    score_comment(two, unscored, 1)
    alert_waits(at(parts, NOON + timedelta(hours=2, minutes=1)))

    assert again == NOON + timedelta(hours=1)
    assert review_queue(two, mira).waiting_since == NOON + timedelta(hours=1)
    assert [each.text for each in list_alerts(parts, mira)] == [
        "The longest has waited since 2 November, 13:00 UTC; the target is 60 minutes."
    ]


def test_whoever_works_there_no_more_is_told_no_more(parts: Parts, machine: Caller, held: str) -> None:
    noor = a_manager(parts, "Noor")
    alert_waits(at(parts, NOON + timedelta(hours=2)))
    before = len(list_alerts(parts, noor))
    a_site(parts, "elsewhere")
    assign_area(parts, "Noor", "elsewhere")

    alert_waits(at(parts, NOON + timedelta(hours=3)))

    assert (before, len(list_alerts(parts, noor))) == (1, 0)
