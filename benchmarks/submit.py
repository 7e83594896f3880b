"""How fast comments are taken: the real service, posted to over several connections, with and without scoring."""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the service does, before numpy is loaded

from benchmarks.figures import Figure, commits_per_s, keep, machine
from benchmarks.scoring import scoring
from benchmarks.texts import comments
from moderation.commands.replay_run import Run, Tally
from moderation.commands.replay_service import Service
from tests import postgres
from tests.serving import RealService

CONNECTIONS = 8
ROUNDS = 3
A_ROUND = 200
"""Comments; both services take the same ones in turns, so that other load on the machine hits both."""
WARM_UP = 40


def main() -> int:
    """Measure, print, keep; 1 when a target is missed."""
    lines, source = comments(ROUNDS * A_ROUND)
    facts = machine()
    figures: list[Figure] = []
    for figure in _measured(lines):
        print(figure.line(), flush=True)
        figures.append(figure)
    kept = keep("submit", figures, machine=facts, texts=source, connections=CONNECTIONS, comments=len(lines))
    print(f"kept in {kept.relative_to(Path.cwd()) if kept.is_relative_to(Path.cwd()) else kept}")
    return 1 if any(figure.is_short for figure in figures) else 0


def _measured(lines: list[dict[str, Any]]) -> Iterator[Figure]:
    commits = commits_per_s()
    yield Figure("durable commits/s of the bare disk", commits, "/s")
    yield from scoring(lines)
    for kind, fresh in _databases():
        yield from _figures(kind, _rounds(fresh, lines), commits)


def _databases() -> Iterator[tuple[str, Callable[[], str]]]:
    """Each kind of database, and how to come by the address of a new one; empty is SQLite in the data folder."""
    yield "SQLite", str
    programs = postgres.find_programs(os.environ.get("MODERATION_TEST_POSTGRES", ""))
    if programs is None:
        print(f"PostgreSQL not measured: {postgres.REMEDY}", file=sys.stderr)
        return
    with postgres.running(programs, durable=True) as server:
        yield "PostgreSQL", server.fresh


@dataclass(frozen=True)
class Round:
    """The same comments, taken by a service that scores them and by one that has no model to ask."""

    scored: Run
    unscored: Run


def _rounds(fresh: Callable[[], str], lines: list[dict[str, Any]]) -> list[Round]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        (folder / "current").write_text(
            '{"version": "none", "card_sha256": ""}'
        )  # promoted, and names nothing
        services = [
            stack.enter_context(RealService(folder / name, settings, "--without-worker"))
            for name, settings in {
                "scored": {"MODERATION_DATABASE_URL": fresh()},
                "unscored": {"MODERATION_DATABASE_URL": fresh(), "MODERATION_MODELS_DIR": str(folder)},
            }.items()
        ]
        rounds = []
        for begin in [None, *range(0, len(lines), A_ROUND)]:
            some = lines[:WARM_UP] if begin is None else lines[begin : begin + A_ROUND]
            rounds.append(Round(*(_posted(service, some, f"round-{begin}") for service in services)))
        return rounds[1:]


def _posted(service: RealService, lines: list[dict[str, Any]], name: str) -> Run:
    """The run that has posted these lines, every one of them taken."""
    key = (service.data_dir / "replay.key").read_text(encoding="ascii")
    asked = Service(service.url, "demo", key, CONNECTIONS)
    with asked.pool:
        run = Run(asked, name, [json.dumps(line).encode() for line in lines])
        run.start(CONNECTIONS)
        while not run.wait(60):
            pass
    assert not run.tally.failures, run.tally.failures
    return run


def _figures(kind: str, rounds: list[Round], commits: float) -> Iterator[Figure]:
    """The medians of the rounds; latencies over all of them."""
    scored = statistics.median(_per_s(each.scored) for each in rounds)
    unscored = statistics.median(_per_s(each.unscored) for each in rounds)
    ratio = statistics.median(_per_s(each.scored) / _per_s(each.unscored) for each in rounds)
    tally = Tally(seconds=[seconds for each in rounds for seconds in each.scored.tally.seconds])
    yield Figure(f"{kind}: submissions/s", scored, "/s", least=100)
    yield Figure(f"{kind}: submissions/s, the same unscored", unscored, "/s")
    yield Figure(f"{kind}: scored / unscored", ratio, "", least=0.5)
    yield Figure(f"{kind}: submissions / bare commits", scored / commits, "")
    yield Figure(f"{kind}: p50", tally.percentile_ms(50), "ms")
    yield Figure(f"{kind}: p99", tally.percentile_ms(99), "ms", most=250)


def _per_s(run: Run) -> float:
    return run.tally.sent / run.took_s


if __name__ == "__main__":
    sys.exit(main())
