"""No update is lost between processes, and a block that raises leaves nothing."""

from __future__ import annotations

import multiprocessing
import threading
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import IntegrityError, StatementError

from moderation.parts import Parts
from moderation.storage import allowances, sites
from moderation.storage.account_tables import Site
from moderation.storage.columns import time_ordered_id
from moderation.storage.database import Database
from tests.making import NOON, a_site


def take_many(url: str, times: int) -> None:
    """What another process does: read, add one, write, again and again."""
    database = Database(url)
    for _ in range(times):
        with database.writing() as session:
            site = session.get(Site, 1, with_for_update=True)
            assert site is not None
            site.rules = {"n": site.rules.get("n", 0) + 1}
    database.engine.dispose()


def test_several_processes_that_count_together_lose_nothing(parts: Parts) -> None:
    a_site(parts)
    with parts.database.writing() as session:
        sites.site_named(session, "harbour").rules = {"n": 0}
    context = multiprocessing.get_context("spawn")
    url = parts.database.engine.url.render_as_string(hide_password=False)
    others = [context.Process(target=take_many, args=(url, 40)) for _ in range(3)]
    for other in others:
        other.start()
    for other in others:
        other.join()

    assert [other.exitcode for other in others] == [0, 0, 0]
    with parts.database.reading() as session:
        assert sites.site_named(session, "harbour").rules == {"n": 120}


def test_a_block_that_raises_leaves_nothing(parts: Parts) -> None:
    def stumble() -> None:
        with parts.database.writing() as session:
            sites.add_site(session, "gone", "Gone", NOON, {})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stumble()

    with parts.database.reading() as session:
        assert sites.all_sites(session) == []


def test_a_flush_that_fails_takes_nothing_from_who_writes_at_the_same_time(parts: Parts) -> None:
    a_site(parts)
    came: dict[str, str] = {}

    def add(slug: str) -> None:
        try:
            with parts.database.writing() as session:
                session.add(Site(slug=slug, name="One more", rules={}, created_at=NOON))
                time.sleep(0.1)
            came[slug] = "kept"
        except IntegrityError as error:
            came[slug] = type(error).__name__

    threads = [threading.Thread(target=add, args=(slug,)) for slug in ("first", "harbour", "second", "third")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert came == {"first": "kept", "harbour": "IntegrityError", "second": "kept", "third": "kept"}
    with parts.database.reading() as session:
        kept = sorted(site.slug for site in sites.all_sites(session))
    assert kept == ["first", "harbour", "second", "third"]


def test_a_moment_comes_back_in_utc_whatever_its_zone(parts: Parts) -> None:
    doha = datetime(2026, 11, 2, 15, tzinfo=timezone(timedelta(hours=3)))
    with parts.database.writing() as session:
        sites.add_site(session, "doha", "Doha", doha, {})

    with parts.database.reading() as session:
        created = sites.site_named(session, "doha").created_at
    assert created == NOON
    assert created.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(parts: Parts) -> None:
    with pytest.raises(StatementError), parts.database.writing() as session:
        sites.add_site(session, "naive", "Naive", datetime(2026, 11, 2), {})  # noqa: DTZ001 - what is refused


def test_an_allowance_runs_out_and_comes_back(parts: Parts) -> None:
    with parts.database.writing() as session:
        taken = [allowances.take(session, "b", 2, 60, NOON + timedelta(seconds=10)) for _ in range(3)]
        later = allowances.take(session, "b", 2, 60, NOON + timedelta(seconds=60))

    assert taken == [None, None, 50]
    assert later is None


def test_ids_made_later_sort_later() -> None:
    made = [time_ordered_id(NOON + timedelta(milliseconds=number)) for number in range(50)]

    assert made == sorted(made)
    assert len(set(made)) == 50
