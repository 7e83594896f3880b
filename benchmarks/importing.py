"""Whether a large export of Disqus is imported in little memory, killed half-way and resumed, and then moved on."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.disqus_file import write_export
from benchmarks.figures import Figure, keep, machine
from tests.serving import MODERATION, untold

COMMENTS = 200_000
MOST_MB = 128
SITE = ("--site", "moved")
LOOK_EVERY_S = 0.5


@dataclass(frozen=True)
class Ran:
    """How long a command took, the most memory that it ever had, in MB, and how it ended."""

    seconds: float
    peak: float
    status: int


def main() -> int:
    """Measure, print, keep; 1 when a target is missed. A number as argument is another size than the usual."""
    comments = int(sys.argv[1]) if len(sys.argv) > 1 else COMMENTS
    facts = machine()
    with tempfile.TemporaryDirectory() as folder:
        figures = list(_measured(Path(folder), comments))
    for figure in figures:
        print(figure.line(), flush=True)
    kept = keep("importing", figures, machine=facts, comments=comments)
    print(f"kept in {kept.relative_to(Path.cwd()) if kept.is_relative_to(Path.cwd()) else kept}")
    return 1 if any(figure.is_short for figure in figures) else 0


def _measured(folder: Path, comments: int) -> Iterator[Figure]:
    write_export(folder / "disqus.xml", comments)
    one, other = folder / "one", folder / "other"
    _run(one, "site", "open", "moved", "The Moved Post")
    disqus = ("import", "disqus", str(folder / "disqus.xml"), *SITE)
    killed = _run(one, *disqus, kill_at=comments // 2)
    half = _count(one, "comment")
    resumed = _run(one, *disqus)
    yield Figure("seconds, killed half-way and resumed", killed.seconds + resumed.seconds, "s")
    yield Figure("comments/s", comments / (killed.seconds + resumed.seconds), "/s")
    yield Figure("kept when it was killed", half, "", least=1, most=comments - 1)
    yield Figure("peak memory of the import", max(killed.peak, resumed.peak), "MB", most=MOST_MB)
    yield Figure("comments that lack", comments - _count(one, "comment"), "", most=0)
    doubles = _count(one, "imported") - len(_distinct(one))
    yield Figure("comments kept twice", doubles + _count(one, "revision") - comments, "", most=0)

    first = _run(one, "export", *SITE, into=folder / "first.jsonl")
    moved = _run(other, "import", "desk", str(folder / "first.jsonl"), *SITE)
    second = _run(other, "export", *SITE, into=folder / "second.jsonl")
    yield Figure("seconds, export", first.seconds, "s")
    yield Figure("peak memory of the export", max(first.peak, second.peak), "MB", most=MOST_MB)
    yield Figure("seconds, import of the export", moved.seconds, "s")
    yield Figure("peak memory of that import", moved.peak, "MB", most=MOST_MB)
    same = _digest(folder / "first.jsonl") == _digest(folder / "second.jsonl")
    yield Figure("exported again it is the same", float(same), "", least=1)
    shutil.rmtree(one)


def _run(data: Path, *words: str, into: Path | None = None, kill_at: int | None = None) -> Ran:
    """Run a command on the data in this folder; kill it once so many comments are kept there."""
    environment = {**untold(), "MODERATION_DATA_DIR": str(data)}
    begun = time.perf_counter()
    with (into or Path(os.devnull)).open("wb") as out:
        command = subprocess.Popen(
            [MODERATION, *words], env=environment, stdout=out, stderr=subprocess.DEVNULL
        )
        if kill_at is not None:
            while _count(data, "comment") < kill_at:
                time.sleep(LOOK_EVERY_S)
            command.send_signal(signal.SIGKILL)
        _, status, usage = os.wait4(command.pid, 0)
    command.returncode = status
    if status and kill_at is None:
        raise SystemExit(f"{' '.join(words)} ended with {status}")
    return Ran(time.perf_counter() - begun, usage.ru_maxrss / 1024, status)


def _count(data: Path, table: str) -> int:
    with closing(sqlite3.connect(data / "moderation.sqlite3")) as connection:
        count: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - ours
        return count


def _distinct(data: Path) -> list[str]:
    """What of ours was brought along, each once."""
    with closing(sqlite3.connect(data / "moderation.sqlite3")) as connection:
        return [row[0] for row in connection.execute("SELECT DISTINCT kind || our_id FROM imported")]


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


if __name__ == "__main__":
    sys.exit(main())
