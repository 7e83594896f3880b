"""``moderation doctor``: looks at everything that can be wrong with an installation, and says what to do about it."""

from __future__ import annotations

import platform
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from moderation.commands.diagnosis import Level, Line
from moderation.commands.opening import read_settings, refuse_defaults, say

if TYPE_CHECKING:
    from moderation.settings import Settings

GIB = 1024**3
LITTLE_SPACE, NO_SPACE = 1 * GIB, GIB // 10
SQLITE = "sqlite:///"


@click.command()
def doctor() -> None:
    """Check the installation; one line each, ending with 1 when anything must be put right. Changes nothing."""
    settings = read_settings()
    worst = Level.OK
    for check in CHECKS:
        for line in check(settings):
            say(f"{line.level:<5} {line.about:<12} {line.words}")
            worst = max(worst, line.level, key=list(Level).index)
    sys.exit(1 if worst is Level.FAIL else 0)


def _check_mode(settings: Settings) -> Iterator[Line]:
    try:
        refuse_defaults(settings)
    except click.ClickException as refusal:
        yield Line("settings", Level.FAIL, refusal.message)
    else:
        yield Line("settings", Level.OK, settings.env)


def _check_model(settings: Settings) -> Iterator[Line]:
    from moderation.classifier.in_service import ModelInService

    scorer = ModelInService(settings.models_dir, settings.shipped_models_dir, budget_s=60, threads=1)
    state, card = scorer.state(), scorer.card()
    if not state.ready or card is None:
        yield Line("model", Level.FAIL, f"none in service, new comments are held: {state.reason}")
        return
    yield Line("model", Level.OK, f"{state.model} in service, digests of card and files verified")
    members = ", ".join(state.members)
    yield Line("members", Level.WARN if state.reason else Level.OK, state.reason or f"scored by {members}")
    here = {
        "python": platform.python_version(),
        **_versions(name for name in card.environment if name != "python"),
    }
    yield Line("versions", Level.OK, ", ".join(f"{name} {version}" for name, version in here.items()))
    for name, version in card.environment.items():
        if _minor(here[name]) != _minor(version):
            words = (
                f"the model was made under {name} {version}, this is {here[name]}: `make run` installs ours"
            )
            yield Line("versions", Level.WARN, words)


def _check_folder(settings: Settings) -> Iterator[Line]:
    folder = settings.data_dir
    if not folder.is_dir():
        yield Line("data folder", Level.WARN, f"{folder} is not there yet: `moderation serve` makes it")
        return
    yield from _permissions("data folder", folder, 0o700)
    free = shutil.disk_usage(folder).free
    level = Level.FAIL if free < NO_SPACE else Level.WARN if free < LITTLE_SPACE else Level.OK
    advice = "" if level is Level.OK else ": make room, a full disk keeps no comments"
    yield Line("disk", level, f"{free / GIB:.1f} GiB free{advice}")


def _check_secret(settings: Settings) -> Iterator[Line]:
    file = settings.data_dir / "secret"
    if settings.secret:
        yield Line("secret", Level.OK, "set by MODERATION_SECRET")
    elif not file.exists():
        yield Line("secret", Level.WARN, f"{file} is not there yet: `moderation serve` makes it")
    else:
        yield from _permissions("secret", file, 0o600)


def _check_database(settings: Settings) -> Iterator[Line]:
    from moderation.commands.doctor_tables import check_tables
    from moderation.storage.condition import Unreachable, condition_of
    from moderation.storage.database import Database

    file = Path(settings.database_url.removeprefix(SQLITE))
    if settings.database_url.startswith(SQLITE) and not file.exists():
        yield Line("database", Level.WARN, f"{file} is not there yet: `moderation serve` makes it")
        return
    database = Database(settings.database_url)
    try:
        condition = condition_of(database)
    except Unreachable as why:
        words = f"cannot be reached ({why}): is it running, and is MODERATION_DATABASE_URL right?"
        yield Line("database", Level.FAIL, words)
        return
    yield Line("database", Level.OK, condition.words)
    yield from (Line("database", Level.FAIL, fault) for fault in condition.faults)
    yield from check_tables(database)


def _check_mail(settings: Settings) -> Iterator[Line]:
    if settings.mail_url:
        yield Line("mail", Level.OK, f"letters are handed to a server, from {settings.mail_from}")
        return
    level = Level.WARN if settings.is_production else Level.OK
    advice = ": set MODERATION_MAIL_URL to have them sent" if settings.is_production else ""
    yield Line("mail", level, f"letters are laid into {settings.data_dir / 'outbox'}{advice}")


CHECKS: tuple[Callable[[Settings], Iterator[Line]], ...] = (
    _check_mode,
    _check_folder,
    _check_secret,
    _check_mail,
    _check_database,
    _check_model,
)


def _permissions(about: str, path: Path, widest: int) -> Iterator[Line]:
    """Whether only the service's own user can get at it."""
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & ~widest & 0o077:
        yield Line(about, Level.FAIL, f"others can get at {path} ({mode:o}): chmod {widest:o} {path}")
    else:
        yield Line(about, Level.OK, f"{path} ({mode:o})")


def _versions(packages: Iterator[str]) -> dict[str, str]:
    from importlib.metadata import version

    return {name: version(name) for name in packages}


def _minor(version: str) -> list[str]:
    return version.split(".")[:2]
