"""What machines that run us ask, and what every answer carries."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from moderation.parts import Parts
from moderation.storage.migrate import migrate
from tests.making import WordScorer


def test_ready_says_which_model_is_in_service(client: FlaskClient) -> None:
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json == {
        "storage": "ok",
        "scorer": "ok",
        "model": "words-1",
        "members": [],
        "waiting_jobs": 0,
    }


def test_without_a_scorer_comments_are_taken_and_ready_says_why_none_is_scored(
    client: FlaskClient, scorer: WordScorer
) -> None:
    scorer.unavailable = "missing"

    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json is not None
    assert (response.json["scorer"], response.json["reason"]) == ("missing", "no model is in service")


def test_without_tables_we_are_not_ready(client: FlaskClient, parts: Parts) -> None:
    migrate(parts.database, "base")

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json is not None
    assert response.json["storage"] == "failed"


def test_we_are_alive_without_asking_the_database(client: FlaskClient, parts: Parts) -> None:
    migrate(parts.database, "base")

    assert client.get("/healthz").status_code == 200


def test_metrics_count_requests_by_route_and_never_by_path(client: FlaskClient) -> None:
    client.get("/healthz")
    client.get("/some/private/path")

    text = client.get("/metrics").text

    assert 'moderation_requests_total{method="GET",route="/healthz",status="200"}' in text
    assert "private" not in text


@pytest.mark.parametrize(
    "path", ["/", "/desk", "/healthz", "/nowhere", "/api/v1/nowhere", "/static/house.css"]
)
def test_every_answer_carries_the_security_headers(client: FlaskClient, path: str) -> None:
    with client.get(path) as response:
        headers = response.headers

    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_person_gets_a_page_and_a_machine_a_problem(client: FlaskClient) -> None:
    page = client.get("/nowhere", headers={"Accept": "text/html"})
    problem = client.get("/api/v1/nowhere", headers={"Accept": "text/html"})

    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert "<title>We could not find that</title>" in page.text
    assert (problem.status_code, problem.mimetype) == (404, "application/problem+json")
