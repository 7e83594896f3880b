"""A batch has the profiles of its articles made again like single decisions, once for each article."""

from __future__ import annotations

import pytest

from moderation.domain.callers import Caller
from moderation.domain.comments import Action, Status
from moderation.domain.decisions import Choice
from moderation.domain.scores import Profile
from moderation.parts import Parts
from moderation.storage import comments, jobs, profiles
from moderation.use_cases.decide_picked import decide_picked
from moderation.use_cases.steps.profiling import PROFILE
from tests.making import a_comment, a_manager

APPROVE = Choice(Action.PUBLISH)


@pytest.fixture
def manager(parts: Parts) -> Caller:
    return a_manager(parts)


@pytest.fixture
def insults(parts: Parts, machine: Caller) -> list[str]:
    """Five comments that wait."""
    return [a_comment(parts, machine, f"You idiot, number {number}.").id for number in range(5)]


def heard_one(parts: Parts, comment_id: str) -> None:
    """Have the comment's article profiled, with one comment heard."""
    with parts.database.writing() as session:
        article = comments.comment_with(session, comment_id).article
        jobs.finish(session, PROFILE, str(article.id))
        profiles.keep_profile(session, article, Profile("words-1", b"", b"", ()), approved=1, now=parts.now())


def test_what_a_batch_publishes_makes_its_articles_profile_due_once(
    parts: Parts, manager: Caller, insults: list[str]
) -> None:
    heard_one(parts, insults[0])

    decide_picked(parts, manager, dict.fromkeys(insults, 2), APPROVE)

    with parts.database.reading() as session:
        assert jobs.waiting_of(session, PROFILE) == 1


def test_what_a_batch_only_confirms_keeps_no_profile_from_being_due(
    parts: Parts, manager: Caller, machine: Caller, insults: list[str]
) -> None:
    shown = a_comment(parts, machine, "A fair vote.")
    heard_one(parts, insults[0])

    decide_picked(parts, manager, dict.fromkeys([*insults, shown.id], 2), APPROVE)

    assert shown.status is Status.PUBLISHED
    with parts.database.reading() as session:
        assert jobs.waiting_of(session, PROFILE) == 1
