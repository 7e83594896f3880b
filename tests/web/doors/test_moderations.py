"""OpenAI's moderation shape: what it refuses, and by whose thresholds it flags."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from moderation.parts import Parts
from moderation.use_cases.create_key import create_key
from tests.making import WordScorer, the_rules


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({}, "input"),
        ([], "input"),
        ({"input": []}, "input"),
        ({"input": ""}, "input"),
        ({"input": [1]}, "input"),
        ({"input": ["a"] * 1001}, "input"),
        ({"input": "a" * 20_481}, "input"),
        ({"input": "\ud83d"}, "input"),
        ({"input": ["The vote.", "ciao a tutti"]}, None),
    ],
    ids=map(str, range(9)),
)
def test_what_cannot_be_moderated_is_refused(
    client: FlaskClient, key: str, body: Any, param: str | None
) -> None:
    answer = moderated(client, key, body)
    error = answer.json["error"]

    assert (answer.status_code, error["type"], error["param"]) == (400, "invalid_request_error", param)


def test_the_thresholds_are_those_of_the_site(client: FlaskClient, key: str, parts: Parts) -> None:
    the_rules(parts, "harbour", {"thresholds": {"INSULT": 0.95}})
    result = moderated(client, key, {"input": "You idiot."}).json["results"][0]

    assert (result["flagged"], result["category_scores"]["harassment"]) == (False, 0.9)


def test_without_a_key_and_with_one_used_up(client: FlaskClient, key: str, parts: Parts) -> None:
    few = create_key(parts, "few", "harbour", ["score"], 1)
    answers = [moderated(client, few, {"input": "a"}) for _ in range(2)]
    without = client.post("/v1/moderations", json={"input": "a"})

    assert [each.status_code for each in answers] == [200, 429]
    assert (answers[1].headers["Retry-After"], answers[1].json["error"]["code"]) == (
        "60",
        "rate_limit_exceeded",
    )
    assert (without.status_code, (without.json or {})["error"]["code"]) == (401, "invalid_api_key")


def test_without_a_scorer_nothing_is_said_to_be_fine(
    client: FlaskClient, key: str, scorer: WordScorer
) -> None:
    scorer.unavailable = "missing"
    answer = moderated(client, key, {"input": "a"})

    assert (answer.status_code, answer.json["error"]["type"]) == (503, "server_error")


def moderated(client: FlaskClient, key: str, body: Any) -> Any:
    return client.post("/v1/moderations", headers={"Authorization": f"Bearer {key}"}, json=body)
