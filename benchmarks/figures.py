"""Figures with their targets: printed one a line, and kept with the machine they were measured on."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import tempfile
import time
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True)
class Figure:
    """One measured value; ``least`` or ``most`` is its target, and there may be none."""

    name: str
    value: float
    unit: str
    least: float | None = None
    most: float | None = None

    @property
    def is_short(self) -> bool:
        """Whether the target is missed."""
        return (self.least is not None and self.value < self.least) or (
            self.most is not None and self.value > self.most
        )

    def line(self) -> str:
        """Name, value, target, and whether it is met."""
        target = (
            f">= {self.least:g}"
            if self.least is not None
            else f"<= {self.most:g}"
            if self.most is not None
            else ""
        )
        verdict = "short" if self.is_short else "ok" if target else ""
        return f"{self.name:<44}{self.value:>10.2f} {self.unit:<6}{target:>10}  {verdict}".rstrip()


def keep(benchmark: str, figures: list[Figure], **facts: Any) -> Path:
    """Write what was measured to ``results/BENCHMARK-DATE.json``; where that is."""
    file = RESULTS / f"{benchmark}-{datetime.now(UTC):%Y-%m-%d}.json"
    shown = [
        {**asdict(figure), "value": round(figure.value, 3), "is_short": figure.is_short} for figure in figures
    ]
    told = {"measured_at": datetime.now(UTC).isoformat(timespec="seconds"), **facts, "figures": shown}
    RESULTS.mkdir(exist_ok=True)
    file.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    return file


def machine() -> dict[str, Any]:
    """What the figures depend on; the load is that of others, measured before ours begins."""
    return {
        "cores": os.cpu_count(),
        "cpu": _cpu(),
        "system": f"{platform.system()} {platform.machine()}",
        "load_before": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        **{name: version(name) for name in ("scikit-learn", "sqlalchemy", "flask", "gunicorn")},
    }


def commits_per_s(seconds: float = 1.5) -> float:
    """Durable commits a second of bare SQLite, one after another: what this disk lets anybody have."""
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(sqlite3.connect(f"{folder}/bare.sqlite3")) as connection,
    ):
        connection.isolation_level = None
        connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE row (text)")
        made, begun = 0, time.perf_counter()
        while time.perf_counter() - begun < seconds:
            connection.execute("INSERT INTO row VALUES (?)", ("x" * 200,))
            made += 1
        return made / (time.perf_counter() - begun)


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown"
    )
