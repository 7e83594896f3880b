"""What could not be scored is scored later, by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from moderation import worker
from moderation.domain.callers import Caller
from moderation.domain.comments import Action, Status
from moderation.domain.decisions import Choice
from moderation.domain.scores import ScoredText, Scores
from moderation.parts import Parts
from moderation.storage import comments, jobs
from moderation.storage.database import Database
from moderation.use_cases.decide_comment import decide_comment
from moderation.use_cases.hasten_scoring import hasten_scoring
from moderation.use_cases.lease_due_jobs import LEASE, lease_due_jobs
from moderation.use_cases.review_comment import review_comment
from moderation.use_cases.review_queue import review_queue
from moderation.use_cases.score_comment import score_comment
from moderation.use_cases.steps.judging import SCORE, retry_after
from tests.making import NOON, WordScorer, a_comment, a_machine, a_manager, a_site, an_article, at


@pytest.fixture
def unscored(parts: Parts, scorer: WordScorer) -> str:
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine)
    scorer.unavailable = "missing"
    return a_comment(parts, machine, "A fair budget.").id


def status(parts: Parts, comment_id: str) -> Status:
    with parts.database.reading() as session:
        return comments.comment_with(session, comment_id).status


def test_when_the_scorer_is_back_the_worker_publishes_what_waited(
    parts: Parts, scorer: WordScorer, unscored: str
) -> None:
    scorer.unavailable = None
    later = at(parts, NOON + timedelta(seconds=11))

    done = worker.work_once(later)

    assert done == 1 + 1  # the other is the profile
    assert status(parts, unscored) is Status.PUBLISHED
    with parts.database.reading() as session:
        assert jobs.waiting_of(session, "score") == 0


def test_the_worker_does_not_wait_for_the_next_try_when_the_scorer_comes_back(
    parts: Parts, scorer: WordScorer, unscored: str
) -> None:
    scorer.unavailable = None

    worker.work(parts, wait=lambda _: True)

    assert status(parts, unscored) is Status.PUBLISHED


def test_while_storage_is_down_the_worker_waits(parts: Parts, scorer: WordScorer, tmp_path: Path) -> None:
    gone = Database(f"sqlite:///{tmp_path / 'nowhere' / 'gone.sqlite3'}")
    waited: list[float] = []

    def three_times(seconds: float) -> bool:
        waited.append(seconds)
        return len(waited) == 3

    worker.work(replace(parts, database=gone), wait=three_times)

    assert waited == [worker.IDLE_S] * 3


def test_a_job_in_vain_is_put_off_and_adds_no_decision(
    parts: Parts, scorer: WordScorer, unscored: str
) -> None:
    later = at(parts, NOON + timedelta(seconds=11))

    worker.work_once(later)

    assert len(review_comment(parts, a_manager(parts), unscored).history) == 1
    assert lease_due_jobs(at(parts, NOON + timedelta(seconds=30)), SCORE, 10) == []
    again = lease_due_jobs(at(parts, NOON + timedelta(seconds=32)), SCORE, 10)
    assert [job.attempts for job in again] == [2]


def test_retries_double_from_ten_seconds_to_ten_minutes() -> None:
    waits = [retry_after(attempts).total_seconds() for attempts in range(8)]

    assert waits == [10, 20, 40, 80, 160, 320, 600, 600]


def test_a_managers_decision_is_not_overruled_by_a_late_score(
    parts: Parts, scorer: WordScorer, unscored: str
) -> None:
    decide_comment(parts, a_manager(parts), unscored, 2, Choice(Action.REJECT, "other"))
    scorer.unavailable = None

    scored = score_comment(parts, unscored, attempts=1)

    assert scored
    assert status(parts, unscored) is Status.REJECTED
    with parts.database.reading() as session:
        assert comments.latest_revision(session, unscored).model == "words-1"


def test_a_job_is_given_to_one_worker_until_its_lease_ends(parts: Parts, unscored: str) -> None:
    hasten_scoring(parts)

    first = lease_due_jobs(parts, SCORE, 10)
    second = lease_due_jobs(parts, SCORE, 10)
    after_a_crash = lease_due_jobs(at(parts, NOON + LEASE + timedelta(seconds=1)), SCORE, 10)

    assert [job.subject for job in first] == [unscored]
    assert second == []
    assert [job.subject for job in after_a_crash] == [unscored]


def test_a_language_that_the_model_does_not_know_is_held_without_endless_retries(
    parts: Parts, scorer: WordScorer
) -> None:
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine)
    scorer.unavailable = "language"

    submitted = a_comment(parts, machine, "Ein gerechter Haushalt.")

    assert submitted.status is Status.HELD
    with parts.database.reading() as session:
        assert jobs.waiting_of(session, "score") == 0


class Interrupted(WordScorer):
    """A scorer so slow that a manager decides meanwhile."""

    def __init__(self, parts: Parts, manager: Caller) -> None:
        super().__init__()
        self.parts, self.manager = parts, manager

    def score(self, text: ScoredText, *, evidence: bool = True) -> Scores:
        waiting = review_queue(self.parts, self.manager).reviews[0]
        decide_comment(
            self.parts, self.manager, waiting.id, waiting.version, Choice(Action.REJECT, "off-topic")
        )
        return super().score(text, evidence=evidence)


def test_a_manager_who_decides_while_it_is_being_scored_is_not_overruled(parts: Parts) -> None:
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine)
    manager = a_manager(parts)

    submitted = a_comment(replace(parts, scorer=Interrupted(parts, manager)), machine, "A fair budget.")

    review = review_comment(parts, manager, submitted.id)
    assert submitted.status is Status.REJECTED
    assert [past.action for past in review.history] == [Action.REJECT]
    assert review.model == "words-1"
