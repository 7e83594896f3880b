"""How fast Perspective's door answers: the real service, asked as Coral asks, while comments come in beside."""

from __future__ import annotations

import hmac
import json
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, keep, machine
from benchmarks.posting import Posted, posted
from benchmarks.texts import comments
from moderation.commands.replay_run import Run
from moderation.commands.replay_service import Service
from tests.serving import MODERATION, RealService, free_port

CONNECTIONS = 16
PER_S = 50
COMMENTS_PER_S = 20
CORAL_PER_S = 10
CORAL_SECRET = "ssec_bench"  # noqa: S105 - of a service that lives as long as the bench
PEAK_S = 10
WARM_UP_S = 3
WORKERS, THREADS = "2", "4"


def main() -> int:
    """Measure, print, keep; 1 when a target is missed."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="how long the steady rate is held")
    asked = parser.parse_args()
    lines, source = comments(2000)
    facts = machine()
    figures = list(_measured(lines, asked.seconds))
    for figure in figures:
        print(figure.line(), flush=True)
    kept = keep("doors", figures, machine=facts, texts=source, connections=CONNECTIONS, seconds=asked.seconds)
    print(f"kept in {kept.relative_to(Path.cwd()) if kept.is_relative_to(Path.cwd()) else kept}")
    return 1 if any(figure.is_short for figure in figures) else 0


def _measured(lines: list[dict[str, Any]], seconds: float) -> Iterator[Figure]:
    bodies = [_as_coral(line["text"]) for line in lines if line["text"].strip()]
    signs = {"MODERATION_CORAL_SECRETS": f"demo={CORAL_SECRET}"}
    with tempfile.TemporaryDirectory() as folder, RealService(Path(folder) / "var", signs) as service:
        path = f"/v1alpha1/comments:analyze?key={_key(service)}"
        posted(service.url, path, bodies, seconds=WARM_UP_S, connections=CONNECTIONS)
        with _comments_coming_in(service, lines) as run:
            steady = posted(service.url, path, bodies, seconds=seconds, connections=CONNECTIONS, rate=PER_S)
            coral = posted(
                service.url,
                "/doors/coral",
                [_as_corals_phase(line["text"]) for line in lines if line["text"].strip()],
                seconds=seconds / 4,
                connections=4,
                rate=CORAL_PER_S,
                headers=_signed,
            )
            yield Figure("comments/s beside", run.tally.sent / run.took_s, "/s")
        yield Figure(f"{CORAL_PER_S}/s of Coral's phase: p99", coral.percentile_ms(99), "ms", most=200)
        yield Figure("Coral's phase: errors", sum(coral.errors.values()), "", most=0)
        yield from _steady(steady, errors=sum(run.tally.failures.values()))
        with _bare() as url:
            posted(url, "/bare", bodies, seconds=1, connections=CONNECTIONS)
            rounds = [
                (
                    posted(service.url, path, bodies, seconds=PEAK_S / 2, connections=CONNECTIONS),
                    posted(url, "/bare", bodies, seconds=PEAK_S / 2, connections=CONNECTIONS),
                )
                for _ in range(2)
            ]
    peak, bare = (sum(each.per_s for each in side) / len(rounds) for side in zip(*rounds, strict=True))
    yield Figure("peak: analyze/s", peak, "/s")
    yield Figure("peak: bare Flask route/s", bare, "/s")
    yield Figure("peak: analyze / bare route", peak / bare, "")


def _steady(found: Posted, errors: int) -> Iterator[Figure]:
    name = f"{PER_S} analyze/s"
    yield Figure(f"{name}: reached", found.per_s, "/s", least=0.98 * PER_S)
    yield Figure(f"{name}: p50", found.percentile_ms(50), "ms")
    yield Figure(f"{name}: p99", found.percentile_ms(99), "ms", most=150)
    yield Figure(f"{name}: slowest", found.percentile_ms(100), "ms")
    yield Figure(f"{name}: errors, comments' included", sum(found.errors.values()) + errors, "", most=0)


def _as_coral(text: str) -> bytes:
    """What Coral sends of a comment."""
    said = {
        "comment": {"text": text},
        "doNotStore": True,
        "requestedAttributes": {"TOXICITY": {}},
        "languages": ["en"],
    }
    return json.dumps(said).encode()


def _as_corals_phase(text: str) -> bytes:
    """What Coral's external phase sends of a comment."""
    said = {
        "action": "NEW",
        "comment": {"body": text, "parentID": None},
        "author": {"id": "reader", "role": "COMMENTER"},
        "story": {"id": "story", "url": "https://elsewhere.example/story"},
        "site": {"id": "site"},
        "tenantID": "tenant",
        "tenantDomain": "localhost",
    }
    return json.dumps(said).encode()


def _signed(body: bytes) -> dict[str, str]:
    return {"X-Coral-Signature": f"sha256={hmac.new(CORAL_SECRET.encode(), body, sha256).hexdigest()}"}


def _key(service: RealService) -> str:
    """A key of the service's that may score as often as it likes."""
    asked = [MODERATION, "key", "create", "bench", "--scope", "score", "--per-minute", "1000000"]
    made = subprocess.run(
        asked, check=True, cwd=service.data_dir, env=service.environment, capture_output=True, text=True
    )
    return made.stdout.strip()


@contextmanager
def _comments_coming_in(service: RealService, lines: list[dict[str, Any]]) -> Iterator[Run]:
    """A replay that posts comments at its rate for as long as the block lasts."""
    key = (service.data_dir / "replay.key").read_text(encoding="ascii")
    asked = Service(service.url, "demo", key, 4)
    with asked.pool:
        run = Run(asked, "beside", [json.dumps(line).encode() for line in lines], rate=COMMENTS_PER_S)
        run.start(4)
        yield run
        run.stopping.set()
        while not run.wait(60):
            pass


@contextmanager
def _bare() -> Iterator[str]:
    """The bare route, served as our service is."""
    port = free_port()
    asked = ["-m", "gunicorn", "benchmarks.bare:app", "-k", "gthread", "-w", WORKERS, "--threads", THREADS]
    server = subprocess.Popen([sys.executable, *asked, "-b", f"127.0.0.1:{port}", "--log-level", "error"])
    try:
        while posted(
            f"http://127.0.0.1:{port}", "/bare", [_as_coral("a")], seconds=0.01, connections=1
        ).errors:
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    sys.exit(main())
