"""What a process of tests makes once and each of its tests may use, because nothing of a test stays in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from flask import Flask

from moderation.app import make_app
from moderation.parts import Parts
from moderation.settings import Settings

_APPS: dict[Settings, Flask] = {}


def app_on(settings: Settings, parts: Parts) -> Flask:
    """The web application on these parts; it learned its routes and pages in the first test with such settings.

    Only one test at a time may have it: a house that several tests share makes an app of its own.
    """
    anywhere = replace(settings, data_dir=Path(), models_dir=Path(), database_url="")
    if anywhere not in _APPS:
        _APPS[anywhere] = make_app(settings, parts, "a secret of the tests")
    app = _APPS[anywhere]
    app.extensions["parts"] = parts
    return app
