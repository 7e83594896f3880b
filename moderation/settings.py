"""Every knob: its name in the environment or ``.env``, its default, one sentence; read once, no default secret."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

from dotenv import dotenv_values

CHECKOUT = Path(__file__).resolve().parent.parent


class BadSetting(Exception):  # noqa: N818 - named by what is refused
    """A setting that cannot be used; the message names it and the way out."""


def _knob(name: str, default: str, says: str, read: Any = str) -> Any:
    return field(metadata={"name": name, "default": default, "says": says, "read": read})


def _switch(word: str) -> bool:
    if word.lower() not in {"0", "1", "true", "false", "yes", "no"}:
        raise ValueError("say 1 or 0")
    return word.lower() in {"1", "true", "yes"}


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise ValueError("say a whole number")
    return int(text)


@dataclass(frozen=True)
class Settings:
    """All settings of a running service; ``said`` names those that are not the default."""

    host: str = _knob("HOST", "127.0.0.1", "The address to listen on.")
    port: int = _knob("PORT", "8000", "The port to listen on.", _whole)
    env: str = _knob(
        "MODERATION_ENV", "development", "`production` refuses unsafe defaults and wants HTTPS cookies."
    )
    data_dir: Path = _knob(
        "MODERATION_DATA_DIR", "var", "Where the database, the secret and promoted models lie.", Path
    )
    database_url: str = _knob(
        "MODERATION_DATABASE_URL", "", "PostgreSQL address; empty is SQLite in the data folder."
    )
    models_dir: Path = _knob(
        "MODERATION_MODELS_DIR",
        "",
        "Promoted models; empty is `models` in the data folder. What is promoted wins over what is shipped.",
        Path,
    )
    secret: str = _knob(
        "MODERATION_SECRET",
        "",
        "Signs cookies; empty is the file `secret` in the data folder, made at first run.",
    )
    workers: int = _knob("MODERATION_WORKERS", "2", "Web processes.", _whole)
    threads: int = _knob("MODERATION_THREADS", "4", "Threads in each web process.", _whole)
    score_timeout_ms: int = _knob(
        "MODERATION_SCORE_TIMEOUT_MS", "800", "How long a score may take; later is unscored.", _whole
    )
    sign_in_hours: int = _knob(
        "MODERATION_SIGN_IN_HOURS", "336", "How long a browser stays signed in.", _whole
    )
    comments_per_minute: int = _knob(
        "MODERATION_COMMENTS_PER_MINUTE", "10", "Comments that one account may send in a minute.", _whole
    )
    sign_ins_per_minute: int = _knob(
        "MODERATION_SIGN_INS_PER_MINUTE", "10", "Tries to sign in by name and by address in a minute.", _whole
    )
    sign_ups_per_hour: int = _knob(
        "MODERATION_SIGN_UPS_PER_HOUR", "20", "New accounts from one address in an hour.", _whole
    )
    proxies: int = _knob(
        "MODERATION_PROXIES",
        "0",
        "How many reverse proxies stand in front and set X-Forwarded headers.",
        _whole,
    )
    demo: bool = _knob(
        "MODERATION_DEMO", "1", "Open the demo site at the first run (never in production).", _switch
    )
    said: frozenset[str] = frozenset()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """The settings that the environment says, then ``.env`` in the working folder, then the defaults.

        Raises:
            BadSetting: when one of them cannot be read; the message names it.
        """
        if environment is None:
            written = {name: value for name, value in dotenv_values(".env").items() if value is not None}
            environment = {**written, **os.environ}
        values = {knob.name: _read(knob.metadata, environment) for knob in knobs()}
        if values["env"] not in {"development", "production"}:
            raise BadSetting("MODERATION_ENV must be development or production")
        data_dir = values["data_dir"].resolve()
        values["data_dir"] = data_dir
        if values["models_dir"] == Path():
            values["models_dir"] = data_dir / "models"
        if not values["database_url"]:
            values["database_url"] = f"sqlite:///{data_dir / 'moderation.sqlite3'}"
        said = frozenset(knob.metadata["name"] for knob in knobs() if environment.get(knob.metadata["name"]))
        return cls(**values, said=said)

    @property
    def is_production(self) -> bool:
        """Whether unsafe defaults are refused."""
        return self.env == "production"

    @property
    def shipped_models_dir(self) -> Path:
        """Where the models that came with the code lie."""
        return CHECKOUT / "models"


def knobs() -> list[Field[Any]]:
    """Every setting that the environment may say, in order, each with its name, default and sentence."""
    return [knob for knob in fields(Settings) if knob.metadata]


def _read(knob: Mapping[str, Any], environment: Mapping[str, str]) -> Any:
    said = environment.get(knob["name"], "").strip() or knob["default"]
    try:
        return knob["read"](said)
    except ValueError as error:
        raise BadSetting(f"{knob['name']}={said!r} cannot be used: {error}") from error
