"""How quick the managers' desk is over a newsroom's year: 200,000 comments, 20,000 waiting, on both databases."""

from __future__ import annotations

import logging
import os
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

from benchmarks.figures import Figure, keep, machine
from benchmarks.newsroom_year import Size, fill
from moderation.app import make_app, make_parts
from moderation.domain.callers import Role
from moderation.domain.queues import Asked
from moderation.parts import Parts
from moderation.settings import Settings
from moderation.storage import accounts, queue, sites
from moderation.storage.migrate import migrate
from tests import postgres
from tests.making import a_site
from tests.web.desk.browsing import Desk, a_manager_with_a_password

ASKED = 20
"""How often each page is asked for; the slowest but one is the p95."""

PAGE_MS, DECISION_MS, BATCH_S, SEARCH_MS = 300, 100, 5, 500

PAGES = {
    "queue": "/desk",
    "rejected": "/desk?status=rejected",
    "published": "/desk?status=published",
}
"""Every page that grows with the comments, by name."""


@dataclass(frozen=True)
class Newsroom:
    """A filled database, and a senior manager's browser at its desk."""

    parts: Parts
    desk: Desk


def main() -> int:
    """Measure, print, keep; 1 when a target is missed."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    facts, figures = machine(), []
    size = Size()
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
        app = make_app(settings, parts, "not a secret: nobody else reaches this")
        desk = Desk(app.test_client())
        assert desk.sign_in("Mira").status_code == 303
        yield Newsroom(parts, desk)
        parts.database.engine.dispose()


def _figures(newsroom: Newsroom) -> Iterator[Figure]:
    for name, path in PAGES.items():
        took = [_asked(newsroom, path) for _ in range(ASKED)]
        yield Figure(f"{name}, p95", _p95(took), "ms", most=PAGE_MS)
    yield Figure("decision, p95", _p95(list(_decisions(newsroom))), "ms", most=DECISION_MS)


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
        address = f"/desk/comments/{comment.id}/approve"
        begun = time.perf_counter()
        answer = newsroom.desk.client.post(address, data={"csrf_token": token, "version": comment.version})
        yield (time.perf_counter() - begun) * 1000
        assert answer.status_code == 303, answer.status_code


def _p95(took: list[float]) -> float:
    return statistics.quantiles(took, n=20, method="inclusive")[18]


if __name__ == "__main__":
    sys.exit(main())
