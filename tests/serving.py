"""The real service for tests and benchmarks: ``moderation serve`` on a folder and a port of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Self

import urllib3

MODERATION = Path(sys.executable).with_name("moderation")
START_SECONDS = 60


class RealService:
    """A running service that can be killed and started again on what it has stored; it ends with the block."""

    def __init__(self, data_dir: Path, settings: Mapping[str, str] | None = None, *options: str) -> None:
        self.data_dir = data_dir
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        said = {"PORT": str(self.port), "MODERATION_DATA_DIR": str(data_dir), **(settings or {})}
        self.environment = {**untold(), **said}
        self._options = options
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.data_dir.mkdir(exist_ok=True)
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end(signal.SIGTERM)

    def start(self) -> None:
        """Start it, and come back once it answers."""
        with (self.data_dir / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [MODERATION, "serve", *self._options],
                cwd=self.data_dir,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            log_so_far = (self.data_dir / "log").read_text()
            assert self._process.poll() is None, log_so_far
            assert time.monotonic() < deadline, log_so_far
            time.sleep(0.05)

    def children(self) -> list[int]:
        """The numbers of its web processes, and of its worker."""
        assert self._process is not None
        found = []
        for told in Path("/proc").glob("[0-9]*/stat"):
            with suppress(FileNotFoundError, ProcessLookupError):  # it has ended meanwhile
                parent = told.read_text().rpartition(")")[2].split()[1]
                found += [int(told.parent.name)] if int(parent) == self._process.pid else []
        return found

    def kill(self) -> None:
        """End every process of it at once, in the middle of whatever they are doing."""
        self._end(signal.SIGKILL)

    def tell(self, number: signal.Signals) -> None:
        """Send its first process a signal."""
        assert self._process is not None
        self._process.send_signal(number)

    def _end(self, number: signal.Signals) -> None:
        assert self._process is not None
        if self._process.poll() is None:
            os.killpg(self._process.pid, number)
        self._process.wait(timeout=START_SECONDS)

    def _answers(self) -> bool:
        try:
            return urllib3.request("GET", f"{self.url}/readyz", retries=False, timeout=5).status == 200
        except urllib3.exceptions.HTTPError:
            return False


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def untold() -> dict[str, str]:
    """The environment without any setting of ours, so that a developer's own do not change what is seen."""
    ours = ("MODERATION_", "HOST", "PORT")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}
