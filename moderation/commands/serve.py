"""``moderation serve``: the web processes, and a background worker beside them."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger
from gunicorn.workers.gthread import ThreadWorker

from moderation.classifier.cores import keep_to, own_core
from moderation.commands.opening import (
    make_folder,
    open_parts,
    read_secret,
    read_settings,
    refuse_defaults,
    say,
)
from moderation.commands.telling import log_as_lines
from moderation.domain.scores import ArticleText, ScoredText, ScorerUnavailable

if TYPE_CHECKING:
    from flask import Flask

    from moderation.domain.scores import Scorer
    from moderation.parts import Parts
    from moderation.settings import Settings

RESTART_S = 2.0

COURTESY_S = 0.001
"""How long a process that has work leaves a new connection to the others."""


@click.command()
@click.option(
    "--without-worker", is_flag=True, help="Start no background worker; run `moderation work` elsewhere."
)
def serve(*, without_worker: bool) -> None:
    """Serve the API, the desk and the readers' pages, setting up what a first run lacks."""
    settings = read_settings()
    refuse_defaults(settings)
    make_folder(settings)
    refuse_taken(settings.host, settings.port)
    if subprocess.run([sys.executable, "-c", _RUN, "set-up"], check=False).returncode:  # noqa: S603 - ourselves
        sys.exit(1)  # it has said why
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(_for_metrics())
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # or every web process would use every core at once
    log_as_lines()
    Server(settings, with_worker=not without_worker).run()


def refuse_taken(host: str, port: int) -> None:
    """End with one line when nobody may listen there; gunicorn would try again and again.

    Raises:
        ClickException: with the reason and the way out.
    """
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except (OSError, OverflowError) as error:
        why = error.strerror if isinstance(error, OSError) else "there is no such port"
        raise click.ClickException(
            f"Cannot listen on {host}:{port} ({why}): set PORT or HOST, as in PORT=8001 make run"
        ) from error


class LogThroughOurs(Logger):
    """Gunicorn's log, whose lines go the way of all others instead of to a place of their own."""

    def setup(self, cfg: Any) -> None:
        """Let the lines go up to the handler that ``log_as_lines`` has set."""
        super().setup(cfg)
        self.error_log.propagate = True


class EvenWorker(ThreadWorker):
    """Gunicorn's, with as many connections as the others have: those that are kept open stay where they were taken.

    ``core`` is the number of the one that it keeps to, if it does.
    """

    core: int | None = None

    def accept(self, listener: socket.socket) -> None:
        """Take a connection; who has one for each thread waits a moment, in which another process takes it."""
        if self.nr_conns >= self.cfg.threads and self.cfg.workers > 1:
            time.sleep(COURTESY_S)
        super().accept(listener)


class Server(BaseApplication):
    """Gunicorn with our settings: the app is made once and forked, the worker is kept alive beside it."""

    def __init__(self, settings: Settings, *, with_worker: bool) -> None:
        self.settings = settings
        self.background = Background() if with_worker else None
        self.parts: Parts | None = None
        super().__init__()

    def load_config(self) -> None:
        """Tell gunicorn what our settings say."""
        said: dict[str, Any] = {
            "bind": f"{self.settings.host}:{self.settings.port}",
            "workers": self.settings.workers,
            "threads": self.settings.threads,
            "worker_class": EvenWorker,
            "preload_app": True,
            "graceful_timeout": 10,
            "timeout": 60,
            "loglevel": "warning",
            "errorlog": None,  # else gunicorn writes lines of its own shape beside ours
            "logger_class": LogThroughOurs,
            "control_socket_disable": True,
            "pre_fork": self.before_fork,
            "post_fork": self.after_fork,
            "when_ready": self.when_ready,
            "child_exit": _forget_metrics,
            "on_exit": self.on_exit,
        }
        for name, value in said.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The app, made before the web processes part."""
        from moderation.app import make_app

        self.parts = open_parts(self.settings, scoring=True)
        app = make_app(self.settings, self.parts, read_secret(self.settings))
        gc.collect()
        gc.freeze()  # what lasts as long as the process: looking through it again and again costs a page 150 ms
        return app

    def before_fork(self, arbiter: Any, worker: EvenWorker) -> None:
        """Choose the core of the next web process: one that those that run leave free."""
        others = [each.core for each in arbiter.WORKERS.values()]
        worker.core = own_core(others, arbiter.num_workers)

    def after_fork(self, _arbiter: object, worker: EvenWorker) -> None:
        """Keep to its own core, let go of the first process's connections, and have the scorer wake up."""
        keep_to(worker.core)
        if self.parts is not None:
            self.parts.database.reopen()
            threading.Thread(target=awaken, args=(self.parts.scorer,), daemon=True).start()

    def when_ready(self, _arbiter: object) -> None:
        """Start the worker and say where we are."""
        if self.background is not None:
            self.background.start()
        say(
            f"The comment desk is at http://{self.settings.host}:{self.settings.port}  (desk: /desk, Ctrl-C stops)"
        )

    def on_exit(self, _arbiter: object) -> None:
        """Stop the worker with the rest."""
        if self.background is not None:
            self.background.stop()


def awaken(scorer: Scorer) -> None:
    """Score a text for nobody: a process makes its networks ready with the first, which Coral would not wait for."""
    with suppress(ScorerUnavailable):
        scorer.score_many([ScoredText("Good morning.", ArticleText("Morning"), language="en")])


class Background:
    """A ``moderation work`` process that is started again when it ends, until told to stop."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.stopping = threading.Event()

    def start(self) -> None:
        """Start it, and keep it alive."""
        threading.Thread(target=self._keep_alive, daemon=True).start()

    def stop(self) -> None:
        """End it, after the job that it is doing."""
        self.stopping.set()
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=10)

    def _keep_alive(self) -> None:
        while not self.stopping.is_set():
            command = [sys.executable, "-c", _RUN, "work", "--with-parent", str(os.getpid())]
            self.process = subprocess.Popen(command)  # noqa: S603 - ourselves
            self.process.wait()
            self.stopping.wait(RESTART_S)


_RUN = "import sys; from moderation.commands import main, telling; telling.log_as_lines(); sys.exit(main())"


def _for_metrics() -> Path:
    """A new folder through which web processes add up their metrics; in memory, where there is some.

    The processes map its files: on a full disk a write to one would end the process, and with it every page.
    """
    memory = Path("/dev/shm")  # noqa: S108 - made anew, for its owner alone
    folder = Path(
        tempfile.mkdtemp(prefix="comment-desk-", dir=memory if os.access(memory, os.W_OK) else None)
    )
    atexit.register(_removed_by, os.getpid(), folder)
    return folder


def _removed_by(process: int, folder: Path) -> None:
    """Remove the folder, in the process that made it and in none that was forked from it."""
    if os.getpid() == process:
        shutil.rmtree(folder, ignore_errors=True)


def _forget_metrics(_arbiter: object, worker: Any) -> None:
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
