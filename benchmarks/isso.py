"""Isso beside us: the comment server that others run, in an environment of its own, served as we are."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

from benchmarks.posting import posted
from tests.serving import free_port

VERSION = "0.14.0"
PACKAGES = (f"isso=={VERSION}", "gunicorn>=27,<28")
START_SECONDS = 60

SETTINGS = """[general]
dbpath = {folder}/comments.db
host = http://127.0.0.1:{port}/
notify =
[guard]
enabled = false
"""
"""Its defaults, but for the limit of two comments a minute from one address."""


class Isso:
    """A running Isso: two processes of four threads, on a SQLite file of its own with its own, full durability."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        programs = self._folder / "venv/bin"
        subprocess.run([sys.executable, "-m", "venv", programs.parent], check=True)
        quietly = ["--quiet", "--disable-pip-version-check", "--no-input"]
        subprocess.run([programs / "python", "-m", "pip", "install", *quietly, *PACKAGES], check=True)
        (self._folder / "isso.cfg").write_text(SETTINGS.format(folder=self._folder, port=self.port))
        served = ["isso.run", "-k", "gthread", "-w", "2", "--threads", "4", "--preload"]
        with (self._folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                [programs / "gunicorn", *served, "-b", f"127.0.0.1:{self.port}", "--log-level", "error"],
                env={"ISSO_SETTINGS": str(self._folder / "isso.cfg"), "PATH": str(programs)},
                stdout=log,
                stderr=log,
            )
        self._await()
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process is not None
        self._process.terminate()
        self._process.wait(timeout=START_SECONDS)

    def _await(self) -> None:
        """Come back once it takes a comment."""
        deadline = time.monotonic() + START_SECONDS
        while not self._takes():
            assert time.monotonic() < deadline, (self._folder / "log").read_text()
            time.sleep(0.1)

    def _takes(self) -> bool:
        tried = posted(self.url, address("first"), [comment("Good morning.")], seconds=0.1, connections=1)
        return bool(tried.seconds) and not tried.errors


def comment(text: str) -> bytes:
    """A comment as Isso's own script sends it; the title spares it fetching the page."""
    return json.dumps({"text": text, "author": "Ada", "title": "The budget"}).encode()


def address(article: str) -> str:
    """Where a comment under the article is posted."""
    return f"/new?uri=/{article}/"


def listing(article: str) -> str:
    """Where fifty comments of the article are read."""
    return f"/?uri=/{article}/&limit=50"
