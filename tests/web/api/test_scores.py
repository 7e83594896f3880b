"""Bulk scoring: in order, by the site's rules, in languages that the model knows, and within the key's limit."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient

from moderation.parts import Parts
from moderation.use_cases.create_key import create_key
from tests.making import WordScorer, the_rules
from tests.web.api.asking import is_problem, kept

THREE = [{"text": "You idiot."}, {"text": "A fair budget."}, {"text": "ciao a tutti"}]


def test_each_text_is_answered_in_its_place(client: FlaskClient, key: dict[str, str], parts: Parts) -> None:
    the_rules(parts, "harbour", {"held_words": ["budget"], "newcomer_comments": 5})
    answer = client.post("/api/v1/scores", headers=key, json={"texts": THREE, "evidence": True})
    found = json.loads(answer.text)

    assert found["model"] == "words-1"
    assert found["scores"] == [
        {
            "scores": {"INSULT": 0.9, "OFF_TOPIC": 0.1},
            "verdict": "hold",
            "reasons": [{"code": "score.insult", "text": "Insult 90%, holds at 70%"}],
            "foreign": None,
            "evidence": {"INSULT": [{"begin": 4, "end": 9, "weight": 2.0}]},
        },
        {
            "scores": {"INSULT": 0.1, "OFF_TOPIC": 0.1},
            "verdict": "hold",
            "reasons": [{"code": "word.held", "text": "Contains “budget”, on the list of held words"}],
            "foreign": None,
            "evidence": {},
        },
        {"scores": None, "verdict": None, "reasons": [], "foreign": "it", "evidence": {}},
    ]
    assert kept(parts) == 0


def test_rules_that_were_broken_by_hand_have_a_person_look_and_are_no_fault_of_the_texts(
    client: FlaskClient, key: dict[str, str], parts: Parts
) -> None:
    the_rules(parts, "harbour", {"hold_links_over": "many"})
    answer = client.post("/api/v1/scores", headers=key, json={"texts": THREE[1:2]})

    assert answer.status_code == 200
    assert json.loads(answer.text)["scores"][0]["verdict"] == "hold"


def test_a_thousand_texts_are_scored_and_one_more_is_refused(
    client: FlaskClient, key: dict[str, str]
) -> None:
    many = [{"text": f"{'You idiot. ' * 20}{number}"} for number in range(1000)]
    answer = client.post("/api/v1/scores", headers=key, json={"texts": many})
    refused = client.post("/api/v1/scores", headers=key, json={"texts": [*many, THREE[0]]})

    assert len(json.loads(answer.text)["scores"]) == 1000
    assert is_problem(refused, 422, "unprocessable_entity")


def test_every_text_counts_against_the_keys_limit(
    client: FlaskClient, key: dict[str, str], parts: Parts
) -> None:
    few = {"Authorization": f"Bearer {create_key(parts, 'few', 'harbour', ['score'], 4)}"}
    answers = [client.post("/api/v1/scores", headers=few, json={"texts": THREE}) for _ in range(3)]

    assert [each.status_code for each in answers] == [200, 200, 429]
    assert is_problem(answers[2], 429, "too_many")
    assert answers[2].headers["Retry-After"] == "60"


@pytest.mark.parametrize("why", ["missing", "late", "failed"])
def test_without_a_scorer_the_answer_says_so(
    client: FlaskClient, key: dict[str, str], scorer: WordScorer, why: str
) -> None:
    scorer.unavailable = why

    assert is_problem(client.post("/api/v1/scores", headers=key, json={"texts": THREE}), 503, "unavailable")


def test_only_a_key_that_may_score_is_let_in(client: FlaskClient, key: dict[str, str], parts: Parts) -> None:
    other = {"Authorization": f"Bearer {create_key(parts, 'cms', 'harbour', ['articles'], 4)}"}

    assert is_problem(client.post("/api/v1/scores", json={"texts": THREE}), 401, "key_needed")
    assert is_problem(
        client.post("/api/v1/scores", headers=other, json={"texts": THREE}), 403, "scope_missing"
    )
