"""The WSGI application, for a server of your own choice; ``moderation serve`` needs none."""

from __future__ import annotations

from moderation.app import make_app, make_parts
from moderation.commands.opening import read_secret, refuse_defaults
from moderation.settings import Settings

settings = Settings.from_environment()
refuse_defaults(settings)
settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
app = make_app(settings, make_parts(settings), read_secret(settings))
