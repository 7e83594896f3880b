"""What every command begins with: settings that can be used, the parts, and refusals told in one line."""

from __future__ import annotations

import errno
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from moderation.domain.errors import Malformed, Refused
from moderation.settings import BadSetting, Settings

if TYPE_CHECKING:
    from moderation.parts import Parts
    from moderation.storage.database import Database

SHORTEST_SECRET = 32

PATIENCE_MS = 30_000
"""How long a score may take where nobody waits for it: a slow minute of the machine must not hold a comment."""


def read_settings() -> Settings:
    """The settings, or an end with one line that says which is wrong."""
    try:
        return Settings.from_environment()
    except BadSetting as bad:
        raise click.ClickException(str(bad)) from bad


def patient(settings: Settings) -> Settings:
    """The same where nobody waits for an answer: what came late for a reader would come late for ever."""
    return replace(settings, score_timeout_ms=PATIENCE_MS)


def open_parts(settings: Settings, *, scoring: bool = False) -> Parts:
    """The parts of the house, on a database that is in the right shape; with the scorer only where one is needed."""
    from moderation.storage.migrate import migrate

    os.umask(0o077)  # what we make is for our own user alone, whatever folder it lies in
    make_folder(settings)
    parts = _with_scorer(settings) if scoring else _without_scorer(settings)
    refuse_unreachable(parts.database)
    migrate(parts.database)
    return parts


def make_folder(settings: Settings) -> None:
    """The data folder, made now if it is not there.

    Raises:
        ClickException: when nothing can be kept in it.
    """
    folder = settings.data_dir
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        told = f"The data folder {folder} cannot be used ({error.strerror}): set MODERATION_DATA_DIR"
        raise click.ClickException(told) from error


def refuse_unreachable(database: Database) -> None:
    """End with one line when there is no getting at the database.

    Raises:
        ClickException: without its address or password.
    """
    from moderation.storage.condition import Unreachable, condition_of

    try:
        condition_of(database)
    except Unreachable as why:
        told = f"The database cannot be reached ({why}): is it running, and is MODERATION_DATABASE_URL right?"
        raise click.ClickException(told) from why


def refuse_unmigrated(database: Database) -> None:
    """End with one line when the tables are not those of this version.

    Raises:
        ClickException: with the way out.
    """
    from moderation.storage.migrate import is_migrated

    refuse_unreachable(database)
    if not is_migrated(database):
        raise click.ClickException("The tables are not of this version: run `moderation migrate` first")


def _with_scorer(settings: Settings) -> Parts:
    from moderation.app import make_parts

    return make_parts(settings)


def _without_scorer(settings: Settings) -> Parts:
    """Parts in a fraction of a second, without loading a model."""
    from moderation.domain.scores import NoScorer
    from moderation.parts import Parts
    from moderation.storage.database import Database

    return Parts(Database(settings.database_url), NoScorer())


def read_secret(settings: Settings) -> str:
    """The secret that signs cookies: from the environment, else from its file, made now if it is not there."""
    if settings.secret:
        return settings.secret
    file = settings.data_dir / "secret"
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _whole_secret(file)
    with os.fdopen(descriptor, "w", encoding="ascii") as opened:
        opened.write(secrets.token_urlsafe(48))
    return file.read_text(encoding="ascii")


def _whole_secret(file: Path) -> str:
    """The secret that the file holds; a file cut short by a crash is no secret."""
    secret = file.read_text(encoding="ascii").strip()
    if len(secret) < SHORTEST_SECRET:
        raise click.ClickException(
            f"{file} holds no whole secret: delete it, and the next start makes another"
        )
    return secret


def refuse_defaults(settings: Settings) -> None:
    """In production, refuse to start on what is only good for trying out."""
    if not settings.is_production:
        return
    complaints = []
    if len(settings.secret) < SHORTEST_SECRET:
        complaints.append(f"MODERATION_SECRET must be set, with {SHORTEST_SECRET} characters or more")
    if "MODERATION_DATA_DIR" not in settings.said:
        complaints.append("MODERATION_DATA_DIR must be set: the default is a folder of the checkout")
    if settings.mail_url and not {"MODERATION_MAIL_FROM", "MODERATION_PUBLIC_URL"} <= settings.said:
        complaints.append("MODERATION_MAIL_FROM and MODERATION_PUBLIC_URL must be set where letters are sent")
    if complaints:
        raise click.ClickException("Not started in production: " + "; ".join(complaints) + ".")


@contextmanager
def refusals_told() -> Iterator[None]:
    """Tell a refusal in one line instead of a traceback."""
    try:
        yield
    except Refused as refusal:
        raise click.ClickException(_in_one_line(refusal)) from refusal


def _in_one_line(refusal: Refused) -> str:
    """The message, and what is wrong with each field if that is not the same."""
    fields = refusal.fields if isinstance(refusal, Malformed) else {}
    complaints = [(name, complaint) for name, found in fields.items() for complaint in found]
    return " ".join(
        [refusal.message, *(f"{name}: {text}" for name, text in complaints if text != refusal.message)]
    )


def say(*lines: str) -> None:
    """Tell the operator, at once even through a pipe."""
    for line in lines:
        click.echo(line)
    sys.stdout.flush()
