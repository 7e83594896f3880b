"""The machine's own parts, as the tests use them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.postgres import Postgres


def test_each_kind_of_database_starts_empty(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE thing (id INTEGER)"))
        count = connection.scalar(text("SELECT count(*) FROM thing"))
    engine.dispose()

    assert count == 0


def test_a_prepared_database_is_prepared_once_and_copied(postgres_server: Postgres) -> None:
    prepared: list[str] = []

    def prepare(url: str) -> None:
        prepared.append(url)
        engine = create_engine(url)
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE thing AS SELECT 7 AS id"))
        engine.dispose()

    urls = [postgres_server.fresh(prepare) for _ in range(3)]
    found = []
    for url in urls:
        engine = create_engine(url)
        with engine.begin() as connection:
            found.append(connection.scalar(text("SELECT id FROM thing")))
        engine.dispose()

    assert (len(prepared), found) == (1, [7, 7, 7])


@pytest.mark.parametrize("run", range(2), ids=["first", "second"])
def test_a_visitor_starts_without_memory(page: Page, run: int) -> None:
    page.goto("data:text/html,<title>hello</title>")

    assert (page.title(), page.context.cookies()) == ("hello", [])
