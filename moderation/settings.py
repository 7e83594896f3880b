"""Every knob: its name in the environment or ``.env``, its default, one sentence; read once, no default secret."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Any

from dotenv import dotenv_values

from moderation.setting_kinds import (
    database,
    mail_server,
    networks,
    number,
    one_of,
    public_address,
    sender,
    signers,
    switch,
)

CHECKOUT = Path(__file__).resolve().parent.parent


class BadSetting(Exception):  # noqa: N818 - named by what is refused
    """A setting that cannot be used; the message names it and the way out."""


def _knob(name: str, default: str, says: str, read: Any = str) -> Any:
    return field(metadata={"name": name, "default": default, "says": says, "read": read})


@dataclass(frozen=True)
class Settings:
    """All settings of a running service; ``said`` names those that are not the default."""

    host: str = _knob("HOST", "127.0.0.1", "The address to listen on.")
    port: int = _knob("PORT", "8000", "The port to listen on.", number(0, 65535))
    env: str = _knob(
        "MODERATION_ENV", "development", "`production` refuses unsafe defaults and wants HTTPS cookies."
    )
    data_dir: Path = _knob(
        "MODERATION_DATA_DIR", "var", "Where the database, the secret and promoted models lie.", Path
    )
    database_url: str = _knob(
        "MODERATION_DATABASE_URL", "", "PostgreSQL address; empty is SQLite in the data folder.", database
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
    workers: int = _knob("MODERATION_WORKERS", "2", "Web processes.", number(1, 64))
    threads: int = _knob("MODERATION_THREADS", "4", "Threads in each web process.", number(1, 64))
    score_timeout_ms: int = _knob(
        "MODERATION_SCORE_TIMEOUT_MS",
        "800",
        "How long a reader waits for a score; later is unscored until the worker has scored it.",
        number(1, 60_000),
    )
    sign_in_hours: int = _knob(
        "MODERATION_SIGN_IN_HOURS", "336", "How long a browser stays signed in.", number(1, 87_600)
    )
    second_factor: str = _knob(
        "MODERATION_SECOND_FACTOR",
        "optional",
        "`required` demands a second factor of everybody at the desk.",
        one_of("optional", "required"),
    )
    comments_per_minute: int = _knob(
        "MODERATION_COMMENTS_PER_MINUTE",
        "10",
        "Comments that one account may send in a minute.",
        number(1, 1_000_000),
    )
    sign_ins_per_minute: int = _knob(
        "MODERATION_SIGN_INS_PER_MINUTE",
        "10",
        "Tries to sign in by name and by address in a minute.",
        number(1, 1_000_000),
    )
    sign_ups_per_hour: int = _knob(
        "MODERATION_SIGN_UPS_PER_HOUR",
        "20",
        "New accounts from one address in an hour.",
        number(1, 1_000_000),
    )
    sign_up_address: str = _knob(
        "MODERATION_SIGN_UP_ADDRESS",
        "optional",
        "`required` demands a mail address of new readers; their comments wait until it is confirmed.",
        one_of("optional", "required"),
    )
    repeats_days: int = _knob(
        "MODERATION_REPEATS_DAYS",
        "30",
        "For how many days copies of a comment are found.",
        number(1, 366),
    )
    pages_per_hour: int = _knob(
        "MODERATION_PAGES_PER_HOUR",
        "30",
        "Unknown articles that one address may open by their page in an hour; a whole site 20 times as many.",
        number(1, 1_000_000),
    )
    inner_networks: tuple[IPv4Network | IPv6Network, ...] = _knob(
        "MODERATION_INNER_NETWORKS",
        "",
        "Networks that are not public and may be fetched from all the same, such as `10.2.0.0/16, fd12::/64`.",
        networks,
    )
    coral_secrets: tuple[tuple[str, str], ...] = _knob(
        "MODERATION_CORAL_SECRETS",
        "",
        "What Coral signs with, as `site=secret`, parted by commas; both secrets of a site while one is rotated.",
        signers,
    )
    mail_url: str = _knob(
        "MODERATION_MAIL_URL",
        "",
        "Where letters go: `smtp://user:password@host:587` or `smtps://…`; empty is `outbox` in the data folder.",
        mail_server,
    )
    mail_from: str = _knob(
        "MODERATION_MAIL_FROM", "comments@localhost", "The address that letters come from.", sender
    )
    public_url: str = _knob(
        "MODERATION_PUBLIC_URL",
        "",
        "Where readers reach this service, for links in letters; empty is `http://HOST:PORT`.",
        public_address,
    )
    proxies: int = _knob(
        "MODERATION_PROXIES",
        "0",
        "How many reverse proxies stand in front and set X-Forwarded headers.",
        number(0, 10),
    )
    demo: bool = _knob(
        "MODERATION_DEMO", "1", "Open the demo site at the first run (never in production).", switch
    )
    said: frozenset[str] = frozenset()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """The settings that the environment says, then ``.env`` in the working folder, then the defaults.

        Raises:
            BadSetting: when one of them cannot be read; the message names it.
        """
        if environment is None:
            environment = {**_written(), **os.environ}
        values = {knob.name: _read(knob.metadata, environment) for knob in knobs()}
        if values["env"] not in {"development", "production"}:
            raise BadSetting("MODERATION_ENV must be development or production")
        data_dir = values["data_dir"].resolve()
        values["data_dir"] = data_dir
        if values["models_dir"] == Path():
            values["models_dir"] = data_dir / "models"
        if not values["database_url"]:
            values["database_url"] = f"sqlite:///{data_dir / 'moderation.sqlite3'}"
        if not values["public_url"]:
            values["public_url"] = f"http://{values['host']}:{values['port']}"
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


def _written() -> dict[str, str]:
    """What the file ``.env`` in the working folder says."""
    try:
        return {name: value for name, value in dotenv_values(".env").items() if value is not None}
    except (OSError, ValueError) as error:
        raise BadSetting(f"The file .env cannot be read: {error}") from error


def _read(knob: Mapping[str, Any], environment: Mapping[str, str]) -> Any:
    said = environment.get(knob["name"], "").strip() or knob["default"]
    try:
        return knob["read"](said)
    except ValueError as error:
        is_secret = knob["read"] in {database, mail_server, signers}
        shown = knob["name"] if is_secret else f"{knob['name']}={said!r}"  # no password or secret is told
        raise BadSetting(f"{shown} cannot be used: {error}") from error
