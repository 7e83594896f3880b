"""The background worker: does due jobs by calling use-cases, until it is told to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import structlog

from moderation.domain.errors import Unavailable
from moderation.use_cases.alert_waits import alert_waits
from moderation.use_cases.deliver_message import deliver_message
from moderation.use_cases.finish_leaving import finish_leaving
from moderation.use_cases.forget_rejected import forget_rejected
from moderation.use_cases.hasten_scoring import hasten_scoring
from moderation.use_cases.lease_due_jobs import DueJob, lease_due_jobs
from moderation.use_cases.plan_digests import plan_digests
from moderation.use_cases.profile_article import profile_article
from moderation.use_cases.read_page import read_page
from moderation.use_cases.score_comment import score_comment
from moderation.use_cases.send_letter import send_letter
from moderation.use_cases.sweep_expired import sweep_expired
from moderation.use_cases.tell_notifier import tell_notifier
from moderation.use_cases.write_digest import write_digest

if TYPE_CHECKING:
    from moderation.parts import Parts

log = structlog.get_logger()

AT_ONCE = {"score": 20, "profile": 2, "letter": 2, "leave": 1, "digest": 10, "outcome": 5}
"""How many jobs of each kind are done in one round: a slow mail server keeps comments waiting, but not for many;
profiles can wait, for a comment is scored without one, only slower.
"""

BESIDE = {"hook": 8, "read": 3}
"""What is done beside that, and how many of each kind at once: who is asked may be slow, yet keeps no comment waiting.
"""

IDLE_S = 1.0

ROUNDS: tuple[tuple[timedelta, Callable[[Parts], object]], ...] = (
    (timedelta(hours=1), sweep_expired),
    (timedelta(hours=1), forget_rejected),
    (timedelta(minutes=5), alert_waits),
    (timedelta(minutes=1), plan_digests),
)
"""What is done again and again, by each worker for itself, and how often."""

DOES: dict[str, Callable[[Parts, DueJob], object]] = {
    "score": lambda parts, job: score_comment(parts, job.subject, job.attempts),
    "read": lambda parts, job: _read(parts, job.subject, job.attempts),
    "letter": lambda parts, job: _send(parts, job.subject, job.attempts),
    "digest": lambda parts, job: write_digest(parts, int(job.subject)),
    "outcome": lambda parts, job: tell_notifier(parts, int(job.subject)),
    "leave": lambda parts, job: finish_leaving(parts, job.subject),
    "profile": lambda parts, job: profile_article(parts, int(job.subject), job.attempts),
    "hook": lambda parts, job: deliver_message(parts, int(job.subject)),
}
"""What each kind of job does."""


def work(parts: Parts, wait: Callable[[float], bool]) -> None:
    """Do due jobs until ``wait`` (which pauses for so many seconds) answers that it is time to stop.

    While storage is down it waits like everybody else.
    """
    scorer_was_ready = False
    done_at = [parts.now() - every for every, _ in ROUNDS]
    stop = False
    while not stop:
        done = 0
        try:
            scorer_was_ready = _hastened_if_back(parts, scorer_was_ready)
            done_at = [_round(parts, *each) for each in zip(done_at, ROUNDS, strict=True)]
            done = work_once(parts)
        except Unavailable as outage:
            log.warning("storage is down", cause=outage.cause)
        stop = wait(0.0 if done else IDLE_S)


def _hastened_if_back(parts: Parts, scorer_was_ready: bool) -> bool:  # noqa: FBT001 - what it was, and what it is
    """Whether the scorer is ready now; when it was not before, what waited for it is due at once."""
    ready = parts.scorer.state().ready
    if ready and not scorer_was_ready:
        hasten_scoring(parts)
    return ready


def _round(parts: Parts, done_at: datetime, turn: tuple[timedelta, Callable[[Parts], object]]) -> datetime:
    """When the turn was done last, which is now if it was due."""
    every, does = turn
    if parts.now() - done_at < every:
        return done_at
    does(parts)
    return parts.now()


def work_once(parts: Parts) -> int:
    """Do what is due now; how many jobs that were."""
    done = 0
    for kind, limit in AT_ONCE.items():
        due = lease_due_jobs(parts, kind, limit)
        _do(parts, due)
        done += len(due)
    return done


def ask_others(parts: Parts, kind: str, wait: Callable[[float], bool]) -> None:
    """Do the jobs of a kind in BESIDE, send messages to hooks or read pages, until told to stop: beside ``work``."""
    stop = False
    while not stop:
        done = 0
        try:
            done = ask_others_once(parts, kind)
        except Unavailable as outage:
            log.warning("storage is down", cause=outage.cause)
        except Exception as error:  # noqa: BLE001 - nobody would begin again
            log.warning("jobs could not be begun", kind=kind, error=type(error).__name__)
        stop = wait(0.0 if done else IDLE_S)


def ask_others_once(parts: Parts, kind: str) -> int:
    """Do some jobs of the kind that are due now, all at once; how many those were."""
    due = lease_due_jobs(parts, kind, BESIDE[kind])
    asking = [threading.Thread(target=_do, args=(parts, [job]), daemon=True) for job in due]
    for each in asking:
        each.start()
    for each in asking:
        each.join()
    return len(due)


def _do(parts: Parts, due: list[DueJob]) -> None:
    for job in due:
        try:
            DOES[job.kind](parts, job)
        except Exception as error:  # noqa: BLE001 - its lease brings the job back; it must not stop the others
            name = type(error).__name__  # and nothing more: a message may quote the comment
            log.warning("job failed", kind=job.kind, subject=job.subject, error=name)


def _read(parts: Parts, subject: str, attempts: int) -> None:
    if read_page(parts, int(subject), attempts):
        log.warning("page given up, `moderation doctor` tells why", article=subject)


def _send(parts: Parts, subject: str, attempts: int) -> None:
    if send_letter(parts, int(subject), attempts):
        log.warning("letter given up, `moderation doctor` tells why", letter=subject)
