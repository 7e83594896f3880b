"""How quick the managers' desk is over a newsroom's year: 200,000 comments, 20,000 waiting, on both databases."""

from __future__ import annotations

import gc
import logging
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the service does, before numpy is loaded

import structlog
from sqlalchemy import func, select, text
from sqlalchemy.orm import InstrumentedAttribute, Session

from benchmarks.figures import Figure, keep, machine
from benchmarks.newsroom_year import Size, fill
from moderation.app import make_app, make_parts
from moderation.domain.batches import MOST_AT_ONCE, between
from moderation.domain.callers import Role
from moderation.domain.comments import Status
from moderation.domain.queues import Asked
from moderation.parts import Parts
from moderation.settings import Settings
from moderation.storage import accounts, batches, queue, sites
from moderation.storage.migrate import migrate
from moderation.storage.tables import Article, Batch, Comment, Decision
from tests import postgres
from tests.making import a_site
from tests.web.desk.browsing import Desk, a_manager_with_a_password

ASKED = 20
"""How often each page is asked for; the slowest but one is the p95."""

PAGE_MS, DECISION_MS, BATCH_S, SEARCH_MS = 300, 100, 5, 500

PAGES = {
    "held, by need": "/desk",
    "held, by a score": "/desk?order=INSULT",
    "held, by reports": "/desk?order=reports",
    "held, one section": "/desk?where=harbour:Home%20%2F%20Sport",
    "reported": "/desk?status=reported",
    "appealed": "/desk?status=appealed",
    "unscored": "/desk?status=unscored",
    "published": "/desk?status=published",
    "rejected": "/desk?status=rejected",
    "published, unseen": "/desk?status=unseen",
    "disputed": "/desk?status=disputed",
    "batch by score": "/desk/batch?attribute=INSULT&low=80&high=100",
    "one comment": "/desk/comments/{comment}",
    "comments like one": "/desk/batch/like/{comment}",
    "what happened meanwhile": "/desk/live?status=held",
    "author": "/desk/authors/{author}",
    "article": "/desk/articles/harbour/{article}",
    "rules": "/desk/rules?place=harbour",
    "insight, 30 days": "/desk/insight?days=30",
    "insight, 90 days": "/desk/insight?days=90",
    "transparency": "/desk/transparency?site=harbour",
    "audit": "/desk/audit",
    "people": "/desk/people",
    "statement of reasons": "/desk/decisions/{decision}",
}
"""Every page that grows with the comments, by name."""

SEARCHES = {
    "a rare word": "q=inheritance",
    "a common word": "q=people",
    "two words": "q=government+money",
    "a phrase": "q=%22in+the+world%22",
    "a word by one author": "q=people&author=Reader+7",
    "no words, a score": "attribute=INSULT&over=90",
    "no word of it": "q=zxqvbnm",
}


@dataclass(frozen=True)
class Newsroom:
    """A filled database, and a senior manager's browser at its desk."""

    parts: Parts
    desk: Desk


def main() -> int:
    """Measure, print, keep; 1 when a target is missed."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    facts, figures, size = machine(), [], Size()
    for kind, opened in _databases():
        with opened(size) as newsroom:
            for figure in _figures(newsroom):
                figures.append(replace(figure, name=f"{kind}: {figure.name}"))
                print(figures[-1].line(), flush=True)
    kept = keep("desk", figures, machine=facts, comments=size.comments, waiting=size.waiting, asked=ASKED)
    print(f"kept in {kept.relative_to(Path.cwd()) if kept.is_relative_to(Path.cwd()) else kept}")
    return 1 if any(figure.is_short for figure in figures) else 0


def _databases() -> Iterator[tuple[str, Callable[[Size], object]]]:
    yield "SQLite", lambda size: _newsroom("", size)
    programs = postgres.find_programs(os.environ.get("MODERATION_TEST_POSTGRES", ""))
    if programs is None:
        print(f"PostgreSQL not measured: {postgres.REMEDY}", file=sys.stderr)
        return
    with postgres.running(programs, durable=True) as server:
        yield "PostgreSQL", lambda size: _newsroom(server.fresh(), size)


@contextmanager
def _newsroom(url: str, size: Size) -> Iterator[Newsroom]:
    with tempfile.TemporaryDirectory() as folder:
        said = {
            "MODERATION_DATA_DIR": folder,
            "MODERATION_DATABASE_URL": url,
            "MODERATION_SIGN_INS_PER_MINUTE": "1000",
        }
        settings = Settings.from_environment(said)
        parts = make_parts(settings)
        migrate(parts.database)
        a_site(parts)
        for name in ("Mira", "Amina", "Boris"):
            a_manager_with_a_password(parts, name)
        with parts.database.writing() as session:
            managers = accounts.managers(session)
            managers[0].role = Role.ADMIN
            fill(session, sites.all_sites(session)[0], managers, datetime.now(UTC), size)
        if url:
            alone = parts.database.engine.execution_options(isolation_level="AUTOCOMMIT")
            with alone.connect() as connection:
                connection.execute(text("VACUUM ANALYZE"))  # as its own housekeeping does within a minute
        app = make_app(settings, parts, "not a secret: nobody else reaches this")
        desk = Desk(app.test_client())
        assert desk.sign_in("Mira").status_code == 303
        gc.freeze()  # as the service does before it forks
        yield Newsroom(parts, desk)
        parts.database.engine.dispose()


def _figures(newsroom: Newsroom) -> Iterator[Figure]:
    places = _places(newsroom)
    for name, path in PAGES.items():
        _asked(newsroom, path.format(**places))  # a process compiles each page's template once
        took = [_asked(newsroom, path.format(**places)) for _ in range(ASKED)]
        yield Figure(f"{name}, p95", _p95(took), "ms", most=PAGE_MS)
    _asked(newsroom, "/desk/search")
    for name, query in SEARCHES.items():
        took = [_asked(newsroom, f"/desk/search?{query}") for _ in range(ASKED)]
        yield Figure(f"search for {name}, p95", _p95(took), "ms", most=SEARCH_MS)
    yield Figure("decision, p95", _p95(list(_decisions(newsroom))), "ms", most=DECISION_MS)
    yield from _batch(newsroom)


def _places(newsroom: Newsroom) -> dict[str, object]:
    """The heaviest of each kind: who wrote most, what most was written under, and a waiting comment there."""
    with newsroom.parts.database.reading() as session:
        article = _most(session, Comment.article_id)
        busiest = (
            select(Comment.article_id)
            .where(Comment.status == Status.HELD)
            .group_by(Comment.article_id)
            .order_by(func.count().desc())
            .limit(1)
        )
        held = select(Comment.id).where(
            Comment.article_id == busiest.scalar_subquery(), Comment.status == Status.HELD
        )
        return {
            "author": _most(session, Comment.author_id),
            "article": session.scalars(select(Article.external_id).where(Article.id == article)).one(),
            "comment": session.scalars(held.limit(1)).one(),
            "decision": session.scalars(select(func.max(Decision.id))).one(),
        }


def _most(session: Session, column: InstrumentedAttribute[int]) -> int:
    return session.scalars(select(column).group_by(column).order_by(func.count().desc()).limit(1)).one()


def _asked(newsroom: Newsroom, path: str) -> float:
    begun = time.perf_counter()
    answer = newsroom.desk.get(path)
    took = (time.perf_counter() - begun) * 1000
    assert answer.status_code == 200, (path, answer.status_code)
    return took


def _decisions(newsroom: Newsroom) -> Iterator[float]:
    """How long each of some approvals takes, by the form that the page offers."""
    with newsroom.parts.database.reading() as session:
        waiting = queue.waiting(session, (), Asked(), now=newsroom.parts.now(), after=None, limit=ASKED)
    token = newsroom.desk.token()
    for comment, _ in waiting:
        fields = {"csrf_token": token, "version": comment.version}
        yield _sent(newsroom, f"/desk/comments/{comment.id}/approve", fields)


def _batch(newsroom: Newsroom) -> Iterator[Figure]:
    """How long a batch near the most that is allowed takes, and taking it back."""
    low = next(low for low in range(100) if _in_range(newsroom, low) <= MOST_AT_ONCE)
    page = newsroom.desk.get(f"/desk/batch?attribute=INSULT&low={low}&high=100").text
    fields = {name: _field(page, name) for name in ("csrf_token", "fingerprint")}
    asked = {"status": "held", "attribute": "INSULT", "low": low, "high": 100}
    before = _in_range(newsroom, low)
    took = _sent(newsroom, "/desk/batch", {**fields, **asked, "action": "reject", "reason": "insult"}) / 1000
    yield Figure(f"a batch of {before:,}", took, "s", most=BATCH_S)
    assert _in_range(newsroom, low) == 0
    with newsroom.parts.database.reading() as session:
        made = session.scalars(select(func.max(Batch.id))).one()
    undone = _sent(newsroom, f"/desk/batch/{made}/undo", {"csrf_token": fields["csrf_token"]}) / 1000
    yield Figure("the batch taken back", undone, "s", most=BATCH_S)
    assert _in_range(newsroom, low) == before


def _in_range(newsroom: Newsroom, low: int) -> int:
    """How many waiting comments a range of the score holds."""
    now = newsroom.parts.now()
    with newsroom.parts.database.reading() as session:
        return len(list(between(batches.scored(session, (), Asked(), "INSULT", now), low, 100)))


def _field(page: str, name: str) -> str:
    """What a form's hidden field holds."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None, name
    return found[1]


def _sent(newsroom: Newsroom, path: str, fields: dict[str, object]) -> float:
    """How long the answer to a form took, in ms."""
    begun = time.perf_counter()
    answer = newsroom.desk.client.post(path, data=fields)
    took = (time.perf_counter() - begun) * 1000
    assert answer.status_code == 303, (path, answer.status_code)
    return took


def _p95(took: list[float]) -> float:
    return statistics.quantiles(took, n=20, method="inclusive")[18]


if __name__ == "__main__":
    sys.exit(main())
