"""What our comments cost a reader's browser: bytes, requests, time, shifts; and whether many cost more than few."""

from __future__ import annotations

import statistics
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import Figure, keep, machine
from benchmarks.texts import comments
from benchmarks.threads import fill
from benchmarks.visits import Visit, visit
from moderation.app import make_parts
from moderation.settings import Settings
from moderation.use_cases.change_hosts import change_hosts
from moderation.use_cases.put_article import NewArticle, put_article
from tests import chromium
from tests.making import a_machine
from tests.newsroom import Newsroom, answers
from tests.serving import RealService

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SITE, DEMO = "demo", "library-of-marsa-daran"
FEW, MANY = 50, 20_000
WIDTHS = (390, 1280)
ORDERS = ("newest", "most_replied", "most_respected", "oldest")
STORY = "The council votes on the budget tonight, and two libraries may close for good. " * 60
PAGE = """<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width"><title>News</title>
<style>main {{ max-width: 40em }}</style></head><body><main><h1>The budget</h1><p>{story}</p>
<script src="{desk}/embed.js" data-site="demo" data-article="{article}" async></script></main>
<footer><p>Imprint</p></footer></body></html>"""

KB = 1_000
OWN, EMBEDDED = (40, 5), (25, 2)
"""How many kilobytes of ours a first visit loads at most, in how many requests."""

FIRST_MS, SLOW_MS = 500, 1_000
IN_SIGHT = 0.1
"""How much a page may shift whose end is in sight when the comments come: what browsers' makers call good."""

AS_QUICK = 1.3


@dataclass(frozen=True)
class Paper:
    """A running service, a browser, and the pages of another origin that have our script."""

    browser: Browser
    ours: str
    theirs: Newsroom

    def own(self, article: str, order: str = "newest") -> str:
        """The article's page at our service."""
        return f"{self.ours}/sites/{SITE}/articles/{article}" + (
            "" if order == "newest" else f"?sort={order}"
        )

    def embedded(self, article: str, *, is_short: bool = False) -> str:
        """A page of the paper with the article's comments below it; a short one shows them, and its end, at once."""
        path = f"/{article}" + ("-short" if is_short else "")
        story = STORY[:200] if is_short else STORY
        self.theirs.paths[path] = answers(PAGE.format(story=story, desk=self.ours, article=article))
        return self.theirs.address(path)

    def visits(self, address: str, times: int, **how: bool | int) -> list[Visit]:
        """So many loads of a page."""
        return [visit(self.browser, address, self.ours, **how) for _ in range(times)]  # type: ignore[arg-type]


def main() -> int:
    """Measure, print, keep; 1 when a target is missed."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--loads", type=int, default=11, help="how often each page is loaded")
    loads = parser.parse_args().loads
    path = chromium.find_chromium()
    if path is None:
        sys.exit(f"No Chromium here: {chromium.REMEDY}")
    facts, figures = machine(), []
    with _paper(path) as (paper, written):
        for figure in _figures(paper, loads):
            figures.append(figure)
            print(figure.line(), flush=True)
        version = paper.browser.version
    kept = keep("page", figures, machine=facts, chromium=version, loads=loads, comments=written)
    print(f"kept in {kept.relative_to(Path.cwd()) if kept.is_relative_to(Path.cwd()) else kept}")
    return 1 if any(figure.is_short for figure in figures) else 0


@contextmanager
def _paper(chromium_path: str) -> Iterator[tuple[Paper, dict[str, int]]]:
    """The demo with two articles more, and how many comments stand under each."""
    with tempfile.TemporaryDirectory() as folder, RealService(Path(folder) / "demo") as service:
        parts = make_parts(Settings.from_environment({"MODERATION_DATA_DIR": str(service.data_dir)}))
        key = a_machine(parts, SITE)
        texts = [line["text"] for line in comments(4_000)[0]]
        written = {}
        for number in (FEW, MANY):
            story = NewArticle(title="The budget", text=STORY, language="en")
            put_article(parts, key, SITE, f"with-{number}", story)
            written[f"with-{number}"] = fill(parts, SITE, f"with-{number}", number, texts)
        with Newsroom("localhost") as theirs, chromium.running(chromium_path) as browser:
            change_hosts(parts, SITE, add=[theirs.host])
            yield Paper(browser, service.url, theirs), written
        parts.database.engine.dispose()


def _figures(paper: Paper, loads: int) -> Iterator[Figure]:
    paper.visits(paper.own(DEMO), 4)  # each process compiles its templates once
    few, many = f"with-{FEW}", f"with-{MANY}"
    own = {"demo": paper.own(DEMO), f"own, {FEW}": paper.own(few)}
    for name, address in own.items():
        yield from _page(paper, name, address, loads, OWN)
    yield from _page(paper, "embedded", paper.embedded(few), loads, EMBEDDED)
    short = paper.visits(paper.embedded(few, is_short=True), 3, settle=True)
    yield Figure("embedded, in sight: layout shift", max(each.shift for each in short), "", most=IN_SIGHT)
    pairs = {f"own, {order}": (paper.own(few, order), paper.own(many, order)) for order in ORDERS}
    pairs["embedded"] = (paper.embedded(few), paper.embedded(many))
    yield from _as_quick(paper, pairs, loads)


def _page(paper: Paper, name: str, address: str, loads: int, most: tuple[int, int]) -> Iterator[Figure]:
    seen = paper.visits(address, loads)
    slow = paper.visits(address, 3, slow=True)
    settled = [each for width in WIDTHS for each in paper.visits(address, 2, width=width, settle=True)]
    came = max(each.bytes for each in settled) / KB
    yield Figure(f"{name}: transferred", came, "KB", most=most[0])
    yield Figure(f"{name}: requests", max(each.requests for each in settled), "", most=most[1])
    yield Figure(f"{name}: first comment", _median(seen), "ms", most=FIRST_MS)
    yield Figure(f"{name}: first comment, slow line", _median(slow), "ms", most=SLOW_MS)
    yield Figure(f"{name}: layout shift", max(each.shift for each in settled), "", most=0)


def _as_quick(paper: Paper, pairs: Mapping[str, tuple[str, str]], loads: int) -> Iterator[Figure]:
    """The first comment of many beside that of few, each in turns."""
    for name, (few, many) in pairs.items():
        turns = [_turn(paper, few, many, is_few_first=bool(number % 2)) for number in range(loads)]
        ratio = statistics.median(other.first_ms / quick.first_ms for quick, other in turns)
        yield Figure(f"{name}: first comment of {MANY:,}", _median([other for _, other in turns]), "ms")
        yield Figure(f"{name}: {MANY:,} / {FEW}", ratio, "", most=AS_QUICK)


def _turn(paper: Paper, few: str, many: str, *, is_few_first: bool) -> tuple[Visit, Visit]:
    """A load of each, one right after the other."""
    seen = {
        address: paper.visits(address, 1)[0] for address in ((few, many) if is_few_first else (many, few))
    }
    return seen[few], seen[many]


def _median(seen: list[Visit]) -> float:
    return statistics.median(each.first_ms for each in seen)


if __name__ == "__main__":
    sys.exit(main())
