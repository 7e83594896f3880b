"""While storage is down every request is told so, and when to come back; nothing looks like a crash."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from moderation.parts import Parts
from tests.making import a_key, a_machine, a_site, an_article
from tests.web.api.asking import is_problem
from tests.web.embed.reading import Reader

COMMENTS = "/api/v1/sites/harbour/articles/budget/comments"


@pytest.fixture
def key(parts: Parts) -> dict[str, str]:
    """A key of a site with an article, made while all was well."""
    a_site(parts)
    an_article(parts, a_machine(parts))
    return {"Authorization": f"Bearer {a_key(parts)}"}


def test_machines_get_a_problem_with_a_time_to_try_again(
    client: FlaskClient, key: dict[str, str], parts: Parts
) -> None:
    lose_the_database(parts)
    response = client.post(COMMENTS, json={"text": "Hello."}, headers=key)

    assert is_problem(response, 503, "unavailable")
    assert response.headers["Retry-After"] == "5"
    assert response.get_json()["detail"].startswith("Comments cannot be kept right now.")


def test_writers_whose_queue_is_broken_get_it_too(
    client: FlaskClient, key: dict[str, str], parts: Parts
) -> None:
    queue = Path(f"{parts.database.engine.url.database}-queue")
    queue.unlink()
    queue.mkdir()
    response = client.post(COMMENTS, json={"text": "Hello.", "author": {"id": "a", "name": "A"}}, headers=key)

    assert is_problem(response, 503, "unavailable")


def test_people_get_a_page_that_says_so(client: FlaskClient, key: dict[str, str], parts: Parts) -> None:
    lose_the_database(parts)
    response = client.get("/sites/harbour/articles/budget", headers={"Accept": "text/html"})

    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert "Comments cannot be kept right now." in response.text
    assert '<a href="/"><bdi>Front page</bdi></a>' in response.text


def test_the_desk_says_so_under_its_own_brand(client: FlaskClient, key: dict[str, str], parts: Parts) -> None:
    Reader(client).sign_up("Rhea")
    lose_the_database(parts)
    response = client.get("/desk", headers={"Accept": "text/html"})

    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert '<a href="/desk">Comment desk</a>' in response.text


def lose_the_database(parts: Parts) -> None:
    """Take the file away, and put in its place what no database can be opened at."""
    parts.database.engine.dispose()
    file = Path(str(parts.database.engine.url.database))
    file.unlink()
    file.mkdir()
