"""``moderation set-up``: the demo shows what the desk is for, judged by the model that ships, and is made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from moderation.commands.opening import open_parts, read_settings
from moderation.domain.callers import NOBODY, Caller, Role
from moderation.domain.notices import News
from moderation.storage.desk_tables import Notice
from moderation.use_cases.alert_waits import alert_waits
from moderation.use_cases.list_accounts import list_accounts
from moderation.use_cases.list_comments import Listing, list_comments
from moderation.use_cases.review_queue import review_queue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderation.parts import Parts
    from moderation.use_cases.steps.reviewing import Review
    from tests.commands.conftest import Command


@pytest.fixture
def demo(moderation: Command) -> Iterator[Parts]:
    """What a first run leaves behind."""
    result = moderation("set-up")
    assert result.exit_code == 0, result.output
    parts = open_parts(read_settings())
    yield parts
    parts.database.engine.dispose()


def test_the_queue_begins_with_an_insult_an_advert_and_swearing(demo: Parts) -> None:
    held = {review.author: {finding.code for finding in review.findings} for review in reviews(demo)}

    assert set(held) == {"RazorReed", "BestTyresNow", "harbourlad88"}
    assert "score.insult" in held["RazorReed"]
    assert held["BestTyresNow"] == {"links", "score.spam"}
    assert "score.profanity" in held["harbourlad88"]


def test_the_desk_begins_without_an_alarm(demo: Parts) -> None:
    alert_waits(demo)
    with demo.database.reading() as session:
        told = session.scalar(select(func.count()).select_from(Notice).where(Notice.news == News.WAIT))

    assert (len(reviews(demo)), told) == (3, 0)


def test_the_community_manager_answers_a_reader_with_the_badge(demo: Parts) -> None:
    page = list_comments(demo, NOBODY, Listing("demo", "library-of-marsa-daran"))
    staff = [
        (thread.author, reply.author)
        for thread in page.comments
        for reply in thread.replies
        if reply.is_staff
    ]

    assert staff == [("old_bookbinder", "manager")]


def test_a_second_run_adds_nothing_and_tells_no_password(demo: Parts, moderation: Command) -> None:
    before = reviews(demo)
    again = moderation("set-up")

    assert (again.exit_code, again.output) == (0, "")
    assert [review.id for review in reviews(demo)] == [review.id for review in before]


def reviews(parts: Parts) -> list[Review]:
    first = list_accounts(parts)[0]
    manager = Caller(account_id=first.id, role=Role.ADMIN)
    return list(review_queue(parts, manager, limit=50).reviews)
