"""How fast readers are served beside Isso: posting a comment, and listing fifty; same machine, same run, in turns."""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from urllib3 import request

from benchmarks import isso
from benchmarks.figures import Figure, keep, machine
from benchmarks.posting import Posted, posted
from benchmarks.texts import comments, unlike
from tests.serving import MODERATION, RealService

CONNECTIONS = 8
ROUNDS = 3
SHIPPED = Path(__file__).parent.parent / "models"
LISTED = 50
LETTERS = 1000
ARTICLE = {"title": "The budget", "text": "The council votes on the budget tonight. Two libraries may close."}


@dataclass(frozen=True)
class Side:
    """One of those that are compared: where it is asked, and what it is sent."""

    url: str
    post: str
    bodies: deque[bytes]
    listing: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def posting(self, seconds: float) -> Posted:
        """What came of posting for so long; it goes on where it ended before, so that no comment comes twice."""
        found = self._asked(self.post, tuple(self.bodies), seconds)
        self.bodies.rotate(-len(found.seconds))
        return found

    def reading(self, seconds: float) -> Posted:
        """What came of listing fifty comments again and again."""
        return self._asked(self.listing, [b""], seconds)

    def _asked(self, path: str, bodies: Sequence[bytes], seconds: float) -> Posted:
        return posted(self.url, path, bodies, seconds=seconds, connections=CONNECTIONS, headers=self._headers)

    def _headers(self, body: bytes) -> Mapping[str, str]:
        return self.headers if body else {}


def main() -> int:
    """Measure, print, keep; 1 when a target is missed."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=6, help="how long each turn lasts")
    asked = parser.parse_args()
    texts = unlike(LETTERS)
    facts = machine()
    figures = list(_measured(texts, asked.seconds))
    for figure in figures:
        print(figure.line(), flush=True)
    kept = keep(
        "readers",
        figures,
        machine=facts,
        texts=comments(1)[1],
        different=len(texts),
        isso=isso.VERSION,
        connections=CONNECTIONS,
        rounds=ROUNDS,
    )
    print(f"kept in {kept.relative_to(Path.cwd()) if kept.is_relative_to(Path.cwd()) else kept}")
    return 1 if any(figure.is_short for figure in figures) else 0


def _measured(texts: Sequence[str], seconds: float) -> Iterator[Figure]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        (folder / "isso").mkdir()
        other = _isso(stack.enter_context(isso.Isso(folder / "isso")), texts)
        fast = _ours(stack, folder / "fast", texts, {"MODERATION_MODELS_DIR": str(_fast_members(folder))})
        full = _ours(stack, folder / "all", texts, {})
        yield from _compared(
            "listing 50", [(each, each.reading) for each in (other, fast)], seconds, ["ours"], [5]
        )
        yield from _compared(
            "posting",
            [(each, each.posting) for each in (other, fast, full)],
            seconds,
            ["fast members", "all members"],
            [1, 0.4],
        )


def _compared(
    what: str,
    sides: Sequence[tuple[Side, Callable[[float], Posted]]],
    seconds: float,
    names: Sequence[str],
    least: Sequence[float],
) -> Iterator[Figure]:
    """Each of ours beside the first side: the median of the rounds' ratios, and p99 over all of them."""
    for _, asked in sides:
        asked(1.0)
    rounds = [[asked(seconds) for _, asked in sides] for _ in range(ROUNDS)]
    theirs = [each[0] for each in rounds]
    yield Figure(f"{what}: Isso", statistics.median(each.per_s for each in theirs), "/s")
    p99 = _p99(theirs)
    yield Figure(f"{what}: Isso, errors", sum(each.errors.total() for each in theirs), "")
    yield Figure(f"{what}: Isso, p99", p99, "ms")
    for place, (name, wanted) in enumerate(zip(names, least, strict=True), start=1):
        ours = [each[place] for each in rounds]
        ratio = statistics.median(each[place].per_s / each[0].per_s for each in rounds)
        yield Figure(f"{what}: {name}", statistics.median(each.per_s for each in ours), "/s")
        yield Figure(f"{what}: {name} / Isso", ratio, "", least=wanted)
        target = 1.0 if place == 1 else None
        yield Figure(f"{what}: {name}, errors", sum(each.errors.total() for each in ours), "", most=0)
        yield Figure(f"{what}: {name} / Isso, p99", _p99(ours) / p99, "", most=target)


def _p99(rounds: Sequence[Posted]) -> float:
    return Posted([seconds for each in rounds for seconds in each.seconds]).percentile_ms(99)


def _isso(running: isso.Isso, texts: Sequence[str]) -> Side:
    bodies = deque(isso.comment(text) for text in texts)
    side = Side(running.url, isso.address("posted"), bodies, isso.listing("listed"))
    for body in islice(reversed(bodies), LISTED):
        _once(side, isso.address("listed"), body)
    return side


def _ours(stack: ExitStack, folder: Path, texts: Sequence[str], settings: Mapping[str, str]) -> Side:
    """Our service with nothing but a site, two articles and a key; rules and durability are as they are shipped."""
    service = stack.enter_context(
        RealService(folder, {"MODERATION_DEMO": "0", **settings}, "--without-worker")
    )
    _told(service, "site", "open", "bench", "The Bench")
    scopes = ["--scope", "articles", "--scope", "comments"]
    key = _told(service, "key", "create", "bench", "--site", "bench", *scopes, "--per-minute", "1000000")
    rules = {"newcomer_comments": 0}
    (folder / "rules.json").write_text(json.dumps(rules), encoding="utf-8")
    _told(service, "site", "rules", "bench", "--set", "rules.json")
    articles = "/api/v1/sites/bench/articles"
    side = Side(
        service.url,
        f"{articles}/posted/comments",
        deque(_comment(text, number) for number, text in enumerate(texts)),
        f"{articles}/listed/comments?limit={LISTED}",
        {"Authorization": f"Bearer {key}"},
    )
    for article in ("posted", "listed"):
        _put(side, f"{articles}/{article}")
    shown = (
        _once(side, f"{articles}/listed/comments", body) == "published" for body in reversed(side.bodies)
    )
    assert sum(islice(filter(None, shown), LISTED)) == LISTED, "too few comments were published"
    return side


def _comment(text: str, number: int) -> bytes:
    author = {"id": str(number % 200), "name": f"Reader {number % 200}"}
    return json.dumps({"text": text, "author": author}).encode()


def _put(side: Side, path: str) -> None:
    answer = request("PUT", side.url + path, json=ARTICLE, headers=dict(side.headers))
    assert answer.status == 201, answer.data


def _once(side: Side, path: str, body: bytes) -> str | None:
    """The status of a comment that was posted, where the answer tells it."""
    answer = request(
        "POST", side.url + path, body=body, headers={"Content-Type": "application/json", **side.headers}
    )
    assert answer.status == 201, answer.data
    status: str | None = answer.json().get("status") if side.headers else None
    return status


def _told(service: RealService, *words: str) -> str:
    """What the command line answered."""
    asked: list[str | Path] = [MODERATION, *words]
    ran = subprocess.run(
        asked, check=True, cwd=service.data_dir, env=service.environment, capture_output=True, text=True
    )
    told: str = ran.stdout.strip()
    return told


def _fast_members(folder: Path) -> Path:
    """The model in service without its networks: the fast member tells courtesy and topic alone."""
    version = json.loads((SHIPPED / "current").read_text(encoding="utf-8"))["version"]
    shutil.copytree(SHIPPED / version, folder / "models" / version, ignore=shutil.ignore_patterns("*.onnx"))
    shutil.copy(SHIPPED / "current", folder / "models")
    return folder / "models"


if __name__ == "__main__":
    sys.exit(main())
