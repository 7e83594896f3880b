"""What every test may ask for: databases and a browser, each real, each new."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import chromium, postgres
from tests.missing import announcement, lacking

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the very end what could not run on this machine, and how it could."""
    for line in announcement(terminalreporter.stats.get("skipped", [])):
        terminalreporter.write_line(line, red=True, bold=True)


# ---- below: the parts of the service itself ----
