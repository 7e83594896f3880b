"""What every test may ask for: databases and a browser, each real, each new."""

from __future__ import annotations

import os
import shutil
import signal
import threading
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from moderation.domain.callers import Caller
from moderation.parts import Parts
from moderation.reading.fetch import Fetcher
from moderation.reading.outside import HttpOutside
from moderation.settings import Settings
from moderation.use_cases.steps import passwords
from tests import chromium, databases, postgres
from tests.appending import only_appending
from tests.databases import database_at, migrated
from tests.making import NOON, WordScorer, a_comment, a_machine, a_site, an_article
from tests.missing import announcement, lacking
from tests.newsroom import LOOPBACK, Newsroom

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def pytest_configure(config: pytest.Config) -> None:
    """Let what a second process of tests starts be interrupted: such a process ignores SIGINT, and so would they."""
    if hasattr(config, "workerinput"):
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def _only_appending() -> Iterator[None]:
    """Acts and decisions are only ever added, whatever a test does."""
    with only_appending():
        yield


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Postgres]:
    """A PostgreSQL of our own; MODERATION_TEST_POSTGRES chooses system, wheel or none."""
    programs = postgres.find_programs(os.environ.get("MODERATION_TEST_POSTGRES", ""))
    if programs is None:
        lacking("PostgreSQL", postgres.REMEDY)
    with postgres.running(programs) as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: postgres.Postgres) -> Iterator[str]:
    """The address of a new, empty PostgreSQL database."""
    url = postgres_server.fresh()
    yield url
    postgres_server.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new, empty database; every test that asks runs on both kinds."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'moderation.sqlite3'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; CHROMIUM names another than this machine's."""
    path = chromium.find_chromium()
    if path is None:
        lacking("Chromium", chromium.REMEDY)
    with chromium.running(path) as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a visitor who was never here before."""
    with browser.new_context() as context:
        context.set_default_timeout(10_000)
        yield context.new_page()


@pytest.fixture(scope="session")
def networks() -> None:
    """That networks run here: without ONNX Runtime the service scores by the fast members alone."""
    if find_spec("onnxruntime") is None:
        lacking("ONNX Runtime", "pip install onnxruntime")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the very end what could not run on this machine, and how it could."""
    for line in announcement(terminalreporter.stats.get("skipped", [])):
        terminalreporter.write_line(line, red=True, bold=True)


# ---- below: the parts of the service itself ----


@pytest.fixture
def scorer() -> WordScorer:
    """A scorer whose scores a test can foretell."""
    return WordScorer()


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> Iterator[None]:
    """Passwords are hashed as ever, but not slowly; tests/use_cases/test_passwords.py holds the real cost."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture(scope="session")
def empty_sqlite() -> Path:
    """A migrated SQLite database that nothing was written to: to be copied, which is quicker than migrating."""
    return databases.empty_sqlite()


@pytest.fixture
def parts(
    request: pytest.FixtureRequest, tmp_path: Path, scorer: WordScorer, empty_sqlite: Path
) -> Iterator[Parts]:
    """The parts on a new, migrated SQLite database, at noon; or on PostgreSQL (pytest_generate_tests)."""
    kind = getattr(request, "param", "sqlite")
    url, give_back = f"sqlite:///{tmp_path / 'moderation.sqlite3'}", None
    if kind == "postgresql":
        server: postgres.Postgres = request.getfixturevalue("postgres_server")
        url, give_back = server.lent(prepare=migrated), server.take_back
    if kind == "sqlite":
        shutil.copy(empty_sqlite, tmp_path / "moderation.sqlite3")
    database = database_at(url)
    yield Parts(database, scorer, outside=HttpOutside(Fetcher(LOOPBACK)), now=lambda: NOON)
    database.engine.dispose()
    if give_back is not None:
        give_back(url)


@pytest.fixture
def machine(parts: Parts) -> Caller:
    """The machine of a site that has an article about a budget vote."""
    a_site(parts)
    machine = a_machine(parts)
    an_article(parts, machine, section=("Home", "City"))
    return machine


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    """A publishing system on this machine, which has no pages yet."""
    with Newsroom() as newsroom:
        yield newsroom


@pytest.fixture
def held(parts: Parts, machine: Caller) -> str:
    """The id of a comment that insults somebody."""
    return a_comment(parts, machine, "You idiot.").id


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run whatever asks for ``parts`` in the rooms that speak to the database on both kinds of it."""
    room = metafunc.definition.path.parent.name
    if "parts" in metafunc.fixturenames and room in {"storage", "use_cases"}:
        metafunc.parametrize("parts", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The settings of a service in a folder of its own."""
    return Settings.from_environment({"MODERATION_DATA_DIR": str(tmp_path)})


@pytest.fixture
def app(settings: Settings, parts: Parts) -> Flask:
    """The web application on ``parts``."""
    from tests.kept import app_on  # storage's tests need no Flask

    return app_on(settings, parts)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without a window."""
    return app.test_client()


@pytest.fixture
def live(app: Flask) -> Iterator[str]:
    """The address of the web application, really served."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
