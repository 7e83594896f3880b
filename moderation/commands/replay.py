"""``moderation replay``: post a file of comments to a running service, and check that all that was sent is stored."""

from __future__ import annotations

import os
import re
import secrets
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from moderation.commands.opening import read_settings, say

if TYPE_CHECKING:
    from moderation.commands.replay_run import Run, Tally
    from moderation.commands.replay_service import Service
    from moderation.settings import Settings

RUN_NAME = re.compile(r"[A-Za-z0-9._-]{1,100}")
FIRST_PATIENCE_S = 5.0
"""A service that is not there at the start is a mistake rather than a restart."""


@click.command()
@click.argument("file", type=click.File("rb"))
@click.option("--url", help="The service's address.  [default: where `moderation serve` would listen]")
@click.option("--site", default="demo", show_default=True, help="The site to post to.")
@click.option(
    "--key-file",
    type=click.Path(path_type=Path),
    help="Where the key lies, unless MODERATION_REPLAY_KEY is it.  [default: replay.key in the data folder]",
)
@click.option(
    "-n", "connections", type=click.IntRange(1, 256), default=8, show_default=True, help="Connections."
)
@click.option("--rate", type=click.FloatRange(0, min_open=True), help="Comments a second at most.")
@click.option("--run", "name", help="Go on with an earlier run: what it stored is not stored again.")
def replay(
    file: BinaryIO,
    url: str | None,
    site: str,
    key_file: Path | None,
    connections: int,
    *,
    rate: float | None,
    name: str | None,
) -> None:
    """Post the comments of FILE (JSON lines, - for standard input) to a running service.

    A line is {"text", "article": {"id", "title", "text"}} with "author" if you like: a name, or {"id", "name"}. Ends
    with 1 unless every comment that the service took is stored, once.
    """
    from moderation.commands.replay_run import Run
    from moderation.commands.replay_service import Service

    settings = read_settings()
    service = Service(
        url or f"http://{settings.host}:{settings.port}", site, _key(settings, key_file), connections
    )
    with service.pool:
        sys.exit(0 if _replayed(service, Run(service, _checked(name), file, rate), connections) else 1)


def _replayed(service: Service, run: Run, connections: int) -> bool:
    """Whether all went well, once everything is sent and told."""
    before = _stored(service, run, FIRST_PATIENCE_S)
    if before is None:
        raise click.ClickException(f"There is no service at {service.address}")
    say(
        f"Run {run.prefix[:-1]}"
        + (f": {before.total():,} comments of it are stored already" if before else "")
    )
    is_whole = _send(run, connections)
    stored = _stored(service, run)
    say(*_summary(run, stored))
    return is_whole and _is_right(run.tally, stored)


def _key(settings: Settings, file: Path | None) -> str:
    key = os.environ.get("MODERATION_REPLAY_KEY", "").strip()
    if key and file is None:
        return key
    file = file or settings.data_dir / "replay.key"
    try:
        return file.read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        raise click.ClickException(
            f"No key in {file}. `moderation key create replay --scope articles --scope comments` prints one; "
            f"put it there or into MODERATION_REPLAY_KEY."
        ) from error


def _checked(name: str | None) -> str:
    name = name or f"{time.strftime('%Y%m%dT%H%M%S')}-{secrets.token_hex(3)}"
    if not RUN_NAME.fullmatch(name):
        raise click.BadParameter("Use letters, digits, dots, dashes and underscores.", param_hint="--run")
    return name


def _stored(service: Service, run: Run, patience_s: float = 60.0) -> Counter[str] | None:
    """What the service has stored of this run, by status; None when nobody answers."""
    from moderation.commands.replay_service import NoAnswer

    try:
        answer = service.count_stored(run.prefix, patience_s)
    except NoAnswer:
        return None
    if answer.status != 200:
        raise click.ClickException(f"The service refuses this key: {answer.refusal}")
    return Counter({status: number for status, number in answer.said["by_status"].items() if number})


def _send(run: Run, connections: int) -> bool:
    """Whether everything was sent; Ctrl-C ends with what is under way, a second one at once."""
    run.start(connections)
    is_interrupted = False
    try:
        while not run.wait(0.5):
            _show(run)
    except KeyboardInterrupt:
        is_interrupted = True
        run.stopping.set()
        while not run.wait(0.5):
            _show(run)
    _show(run, end="\n")
    return not is_interrupted


def _show(run: Run, end: str = "") -> None:
    """The progress, on a terminal alone."""
    if sys.stderr.isatty():
        tally = run.tally
        speed = tally.sent / max(run.took_s, 0.001)
        refused, failed = tally.refusals.total(), tally.failures.total()
        line = f"{tally.sent:,} sent, {refused:,} refused, {failed:,} failed, {tally.retries:,} retries, {speed:.0f}/s"
        print(f"\r{line:<78}", end=end, file=sys.stderr, flush=True)


def _summary(run: Run, stored: Counter[str] | None) -> list[str]:
    tally = run.tally
    latencies = ", ".join(f"p{percent} {tally.percentile_ms(percent):.1f}" for percent in (50, 95, 99))
    return [
        f"lines    {tally.lines:,}",
        f"sent     {tally.sent:,} in {run.took_s:.1f} s ({tally.sent / max(run.took_s, 0.001):.0f}/s)",
        *_each(tally.statuses),
        *(
            ["stored   unknown: nobody answers"]
            if stored is None
            else [f"stored   {stored.total():,}", *_each(stored)]
        ),
        f"refused  {tally.refusals.total():,}",
        *_each(tally.refusals),
        f"failed   {tally.failures.total():,}",
        *_each(tally.failures),
        f"retries  {tally.retries:,}",
        f"doubled  {tally.doubled:,}",
        f"latency  {latencies} ms",
        f"sent = stored: {'yes' if is_all(tally, stored) else 'no'}",
    ]


def _each(counted: Counter[str]) -> list[str]:
    return [f"{number:>12,}  {what}" for what, number in counted.most_common()]


def _is_right(tally: Tally, stored: Counter[str] | None) -> bool:
    is_something = tally.sent > 0 or tally.lines == 0
    return is_something and is_all(tally, stored) and not (tally.doubled or tally.failures)


def is_all(tally: Tally, stored: Counter[str] | None) -> bool:
    """Whether every line was told of, and what was sent is what is stored."""
    is_told = tally.lines == tally.sent + tally.refusals.total() + tally.failures.total()
    return is_told and stored is not None and tally.sent == stored.total()
