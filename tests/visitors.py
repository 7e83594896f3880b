"""One of each who may ask us for something, with a browser or a key of theirs, and two sites for them to work on."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from moderation.app import make_app
from moderation.domain.callers import Role
from moderation.parts import Limits, Parts
from moderation.settings import Settings
from moderation.storage import accounts
from moderation.use_cases.assign_area import assign_area
from moderation.use_cases.steps.names import checked_name
from moderation.use_cases.steps.signing_in import signed_in_as
from tests.databases import database_at, empty_sqlite
from tests.making import NOON, WordScorer, a_key, a_machine, a_manager, a_reader, a_site, an_article

HERE, ELSEWHERE = "Home / City", "Home / Sport"
"""The section that most is about, and another of the same site."""

CSRF = "a value that every session of these tests has"


@dataclass
class Visitors:
    """Who may ask: nobody (``anonymous``), a ``key``, or an account by its name."""

    app: Flask
    parts: Parts
    key: str

    def ask(self, who: str, method: str, address: str, **sent: Any) -> TestResponse:
        """The answer to somebody in a browser that has just signed in; it sends its CSRF token along."""
        client = self.app.test_client()
        headers = {"X-CSRFToken": self._csrf_token()}
        if who == "key":
            headers = {"Authorization": f"Bearer {self.key}"}
        with client.session_transaction() as session:
            session["csrf_token"] = hashlib.sha1(CSRF.encode()).hexdigest()  # noqa: S324 - as Flask-WTF does
            if who not in {"anonymous", "key"}:
                session["token"] = self.token_of(who)
        return client.open(address, method=method, headers=headers, buffered=True, **sent)

    def token_of(self, who: str) -> str:
        """The token of a new sign-in, made without the time that a password takes."""
        with self.parts.database.writing() as session:
            account = accounts.account_named(session, checked_name(who)[1])
            assert account is not None
            return signed_in_as(session, self.parts, account, "Firefox on Linux")

    def _csrf_token(self) -> str:
        signer = URLSafeTimedSerializer(self.app.secret_key or "", salt="wtf-csrf-token")
        return signer.dumps(hashlib.sha1(CSRF.encode()).hexdigest())  # noqa: S324 - as Flask-WTF does


@contextmanager
def a_house(folder: Path) -> Iterator[Visitors]:
    """A house with everybody, for the tests of a whole file: what is refused changes nothing for the next."""
    shutil.copy(empty_sqlite(), folder / "moderation.sqlite3")
    database = database_at(f"sqlite:///{folder / 'moderation.sqlite3'}")
    parts = Parts(database, WordScorer(), Limits(sign_ins_per_minute=1000), now=lambda: NOON)
    settings = Settings.from_environment({"MODERATION_DATA_DIR": str(folder)})
    yield _everybody(make_app(settings, parts, "a secret of the tests"), parts)
    database.engine.dispose()


def _everybody(app: Flask, parts: Parts) -> Visitors:
    """A reader, two managers of different sections, a senior and an admin, a key; and a spare account to change."""
    for slug in ("harbour", "valley"):
        a_site(parts, slug)
        machine = a_machine(parts, slug)
        an_article(parts, machine, "budget", section=("Home", "City"))
        an_article(parts, machine, "match", section=("Home", "Sport"))
    a_reader(parts, "reader")
    a_manager(parts, "inside")
    a_manager(parts, "outside")
    a_manager(parts, "senior", Role.SENIOR)
    a_manager(parts, "admin", Role.ADMIN)
    a_manager(parts, "spare", Role.ADMIN)
    assign_area(parts, "inside", "harbour", HERE)
    assign_area(parts, "outside", "harbour", ELSEWHERE)
    assign_area(parts, "outside", "valley")
    assign_area(parts, "spare", "valley")
    return Visitors(app, parts, a_key(parts))
