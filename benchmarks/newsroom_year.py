"""A newsroom's year in the database: many comments, some waiting, some decided, reported and appealed, all made up."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from benchmarks.texts import comments as lines_of
from moderation.domain.appeals import Ground
from moderation.domain.comments import Action, Status
from moderation.domain.findings import Verdict, over_threshold
from moderation.domain.need import HEAD_START
from moderation.storage.account_tables import Account, Site
from moderation.storage.columns import time_ordered_id
from moderation.storage.desk_tables import Appeal, Report
from moderation.storage.tables import Article, Author, Comment, Decision, Revision

SECTIONS = ("Home", "World", "Politics", "Sport", "Culture", "Science", "Money", "Travel")
THRESHOLDS = {"TOXICITY": 0.72, "INSULT": 0.68, "DISCOURTESY": 0.75, "OFF_TOPIC": 0.45, "SPAM": 0.36}
AT_ONCE = 2_000
ARTICLES = 3_000
AUTHORS = 20_000
YEAR = timedelta(days=365)
WAITING_FOR = timedelta(days=3)
"""Held comments came within this; a queue that is older is not a queue."""

DECIDED_BY_HAND = 0.15
REPORTED = 0.01
APPEALED = 0.02


@dataclass(frozen=True)
class Size:
    """How many comments there are, and how many of them wait."""

    comments: int = 200_000
    waiting: int = 20_000


def fill(
    session: Session, site: Site, managers: Sequence[Account], now: datetime, size: Size = Size()
) -> None:
    """Fill an empty site with a year that ends now; the same every time."""
    chance = random.Random(7)  # noqa: S311 - no secret
    texts = [line["text"] for line in lines_of(5_000)[0]]
    articles = _articles(session, site, now)
    authors = _authors(session, site, now)
    for begin in range(0, size.comments, AT_ONCE):
        made = [
            _Made.drawn(number, chance, now, size)
            for number in range(begin, min(begin + AT_ONCE, size.comments))
        ]
        _keep(session, made, _Cast(articles, authors, managers, texts, chance))


@dataclass(frozen=True)
class _Cast:
    articles: Sequence[int]
    authors: Sequence[int]
    managers: Sequence[Account]
    texts: Sequence[str]
    chance: random.Random


@dataclass(frozen=True)
class _Made:
    """One comment: when it came, what it scored, what became of it and whether by hand."""

    number: int
    id: str
    at: datetime
    scores: dict[str, float]
    status: Status
    by_hand: bool

    @classmethod
    def drawn(cls, number: int, chance: random.Random, now: datetime, size: Size) -> _Made:
        waits = number >= size.comments - size.waiting
        share = (number - (size.comments - size.waiting)) / size.waiting if waits else number / size.comments
        then = now - WAITING_FOR * (1 - share) if waits else now - YEAR * (1 - share) - WAITING_FOR
        scores = {name: round(chance.betavariate(1, 6), 4) for name in THRESHOLDS}
        by_hand = not waits and chance.random() < DECIDED_BY_HAND
        if waits or by_hand:
            scores[chance.choice(list(THRESHOLDS))] = round(chance.uniform(0.76, 1), 4)
        status = Status.HELD if waits else Status.PUBLISHED
        if by_hand and chance.random() < 0.6:
            status = Status.REJECTED
        return cls(number, time_ordered_id(then), then, scores, status, by_hand)

    @property
    def findings(self) -> list[dict[str, Any]]:
        """What the policy found."""
        over = {name: score for name, score in self.scores.items() if score >= THRESHOLDS[name]}
        return [
            over_threshold(name, score, THRESHOLDS[name], Verdict.HOLD).as_row()
            for name, score in over.items()
        ]


def _articles(session: Session, site: Site, now: datetime) -> list[int]:
    rows = [
        {
            "site_id": site.id,
            "external_id": f"article-{number}",
            "title": f"{SECTIONS[number % len(SECTIONS)]} story number {number}",
            "text": "What happened, and who said what about it. " * 20,
            "section_path": f"Home / {SECTIONS[number % len(SECTIONS)]}",
            "language": "en",
            "is_open": True,
            "created_at": now - YEAR * (1 - number / ARTICLES),
            "updated_at": now - YEAR * (1 - number / ARTICLES),
        }
        for number in range(ARTICLES)
    ]
    session.execute(insert(Article), rows)
    return list(session.scalars(select(Article.id).where(Article.site_id == site.id).order_by(Article.id)))


def _authors(session: Session, site: Site, now: datetime) -> list[int]:
    rows = [
        {
            "site_id": site.id,
            "external_id": f"reader-{number}",
            "name": f"Reader {number}",
            "is_staff": False,
            "created_at": now - YEAR,
        }
        for number in range(AUTHORS)
    ]
    session.execute(insert(Author), rows)
    return list(session.scalars(select(Author.id).where(Author.site_id == site.id).order_by(Author.id)))


def _keep(session: Session, made: Sequence[_Made], cast: _Cast) -> None:
    session.execute(insert(Comment), [_comment(each, cast) for each in made])
    session.execute(insert(Revision), [_revision(each, cast) for each in made])
    session.execute(insert(Decision), [row for each in made for row in _decisions(each, cast)])
    reported = [each for each in made if each.status is Status.PUBLISHED and cast.chance.random() < REPORTED]
    if reported:
        session.execute(insert(Report), [_report(each, cast) for each in reported])
    _appeal(session, [each for each in made if each.status is Status.REJECTED], cast)


def _comment(each: _Made, cast: _Cast) -> dict[str, Any]:
    # most comments stand under what is new that day
    newest = (
        int(each.number / 200_000 * len(cast.articles))
        if each.status is not Status.HELD
        else len(cast.articles)
    )
    place = max(0, min(len(cast.articles) - 1, newest - int(cast.chance.expovariate(1 / 40))))
    risk = max(each.scores.values())
    return {
        "id": each.id,
        "root_id": each.id,
        "article_id": cast.articles[place],
        "author_id": cast.authors[int(len(cast.authors) * cast.chance.random() ** 3)],
        "status": each.status,
        "version": 3 if each.by_hand else 2,
        "queue_at": each.at - risk * HEAD_START,
        "need": [risk, 0.5, 0.5],
        "created_at": each.at,
    }


def _revision(each: _Made, cast: _Cast) -> dict[str, Any]:
    return {
        "id": each.number + 1,
        "comment_id": each.id,
        "number": 1,
        "text": f"{cast.chance.choice(cast.texts)} {cast.chance.choice(cast.texts)[:120]}",
        "created_at": each.at,
        "scored_at": each.at,
        "model": "2026.11.24-4",
        "scores": each.scores,
        "evidence": {},
        "findings": each.findings,
    }


def _decisions(each: _Made, cast: _Cast) -> Iterator[dict[str, Any]]:
    held = each.by_hand or each.status is Status.HELD
    shared = {"comment_id": each.id, "revision_id": each.number + 1, "model": "2026.11.24-4"}
    yield {
        **shared,
        "manager_id": None,
        "action": Action.HOLD if held else Action.PUBLISH,
        "before": Status.HELD,
        "after": Status.HELD if held else Status.PUBLISHED,
        "reason": None,
        "rules": {"thresholds": THRESHOLDS},
        "findings": each.findings,
        "decided_at": each.at,
    }
    if each.by_hand:
        yield {
            **shared,
            "manager_id": cast.chance.choice(cast.managers).id,
            "action": Action.REJECT if each.status is Status.REJECTED else Action.PUBLISH,
            "before": Status.HELD,
            "after": each.status,
            "reason": "insult" if each.status is Status.REJECTED else None,
            "rules": {},
            "findings": each.findings,
            "decided_at": each.at + timedelta(minutes=cast.chance.expovariate(1 / 40)),
        }


def _report(each: _Made, cast: _Cast) -> dict[str, Any]:
    is_open = each.number % 10 == 0
    return {
        "comment_id": each.id,
        "revision_id": each.number + 1,
        "author_id": cast.chance.choice(cast.authors),
        "ground": cast.chance.choice(list(Ground)),
        "weight": 1.0,
        "made_at": each.at + timedelta(minutes=10),
        "settled_at": None if is_open else each.at + timedelta(minutes=60),
        "upheld": None if is_open else False,
    }


def _appeal(session: Session, rejected: Sequence[_Made], cast: _Cast) -> None:
    chosen = {each.id: each for each in rejected if cast.chance.random() < APPEALED}
    if not chosen:
        return
    asked = select(Decision).where(Decision.comment_id.in_(chosen), Decision.manager_id.is_not(None))
    authors = dict(session.execute(select(Comment.id, Comment.author_id).where(Comment.id.in_(chosen))).all())
    session.execute(
        insert(Appeal),
        [
            {
                "comment_id": decision.comment_id,
                "decision_id": decision.id,
                "author_id": authors[decision.comment_id],
                "note": "I stand by what I wrote.",
                "made_at": decision.decided_at + timedelta(hours=2),
            }
            for decision in session.scalars(asked)
        ],
    )
