"""``moderation work``: the background worker."""

from __future__ import annotations

import os
import signal
import threading

import click

from moderation.commands.opening import open_parts, patient, read_settings
from moderation.commands.telling import log_as_lines


@click.command()
@click.option(
    "--with-parent", type=int, hidden=True, help="End when that process has ended, which started it."
)
def work(with_parent: int | None) -> None:
    """Do background jobs: score what could not be scored, forget what has expired."""
    from moderation import worker

    log_as_lines()
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())

    def wait(seconds: float) -> bool:
        return stopping.wait(seconds) or with_parent not in {None, os.getppid()}

    parts = open_parts(patient(read_settings()), scoring=True)
    for kind in worker.BESIDE:
        threading.Thread(target=worker.ask_others, args=(parts, kind, wait), daemon=True).start()
    worker.work(parts, wait)
