"""The WSGI application, for a server of your own choice; ``moderation serve`` needs none."""

from __future__ import annotations

import click
from gunicorn.errors import AppImportError

from moderation.app import make_app, make_parts
from moderation.commands.opening import (
    make_folder,
    read_secret,
    read_settings,
    refuse_defaults,
    refuse_unmigrated,
)
from moderation.commands.telling import log_as_lines

log_as_lines()
try:
    settings = read_settings()
    refuse_defaults(settings)
    make_folder(settings)
    parts = make_parts(settings)
    refuse_unmigrated(parts.database)
except click.ClickException as refusal:
    # The one exception that gunicorn tells in a line and does not try again; other servers show its message last.
    raise AppImportError(refusal.message) from None
parts.database.engine.dispose()  # a connection does not survive a fork
app = make_app(settings, parts, read_secret(settings))
