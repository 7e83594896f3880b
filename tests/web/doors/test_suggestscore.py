"""Perspective's suggestscore: Coral's request kept as a label with where it came from, revised, erased, exported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from moderation.domain.errors import Malformed, NotFound
from moderation.parts import Parts
from moderation.training.own_rows import decided_rows
from moderation.use_cases.erase_suggestions import erase_suggestions
from moderation.use_cases.export_labels import export_labels
from moderation.use_cases.list_suggestions import list_suggestions
from moderation.use_cases.weigh_labels import weigh_labels
from tests.web.doors.conftest import STORY

COMMUNITY = "Coral:https://news.example.org"


def test_corals_request_is_kept_as_a_label(
    client: FlaskClient, key: str, parts: Parts, tmp_path: Path
) -> None:
    answer = suggest(client, key, golden("You idiot.", 1))
    row = exported(parts, tmp_path)[0]

    assert (answer.status_code, answer.json) == (
        200,
        {"clientToken": "comment:7", "detectedLanguages": ["und"], "requestedLanguages": ["en"]},
    )
    assert row["labels"] == {"TOXICITY": 1.0}
    assert row["article"] == {"title": "The budget vote", "text": "The council votes on the budget tonight."}
    assert (row["text"], row["source"], row["weight"], row["community"]) == (
        "You idiot.",
        "suggestions",
        0.5,
        COMMUNITY,
    )


def test_a_later_suggestion_takes_the_place_of_the_earlier(
    client: FlaskClient, key: str, parts: Parts, tmp_path: Path
) -> None:
    suggest(client, key, golden("You idiot.", 1))
    suggest(client, key, golden("You optimist.", 0))
    suggest(client, key, {**golden("You optimist.", 0), "communityId": "another"})

    assert [(row["text"], row["labels"]) for row in exported(parts, tmp_path)] == [
        ("You optimist.", {"TOXICITY": 0.0}),
        ("You optimist.", {"TOXICITY": 0.0}),
    ]


def test_a_source_can_be_weighed_switched_off_and_erased(
    client: FlaskClient, key: str, parts: Parts, tmp_path: Path
) -> None:
    suggest(client, key, golden("You idiot.", 1))
    suggest(client, key, {**golden("You optimist.", 0), "communityId": "another"})

    weigh_labels(parts, "coral", 0.2)
    weights = [row.weight for row in decided_rows(written(parts, tmp_path))]
    weigh_labels(parts, "coral", 0)
    switched_off = exported(parts, tmp_path)
    listed = [(each.key, each.community, each.count, each.weight) for each in list_suggestions(parts)]
    erased = erase_suggestions(parts, "harbour", community=COMMUNITY, client_token="comment:7")

    assert (weights, switched_off, erased) == ([0.2, 0.2], [], 1)
    assert listed == [("coral", COMMUNITY, 1, 0), ("coral", "another", 1, 0)]
    assert [each.community for each in list_suggestions(parts)] == ["another"]
    assert erase_suggestions(parts, "harbour") == 1
    with pytest.raises(Malformed):
        weigh_labels(parts, "coral", 1.5)
    with pytest.raises(NotFound):
        weigh_labels(parts, "nobody", 0.5)


@pytest.mark.parametrize(
    ("scores", "message"),
    [
        ({}, "Missing attribute_scores"),
        ({"OBSCENE": {"summaryScore": {"value": 1}}}, "Unknown requested attribute: OBSCENE"),
        ({"INSULT": {"spanScores": []}}, "Attribute INSULT needs a summary_score"),
        (
            {"INSULT": {"summaryScore": {"value": 2}}},
            "Invalid value at 'attributeScores.INSULT.value.summaryScore",
        ),
    ],
    ids=["none", "unknown", "without a score", "beyond 1"],
)
def test_what_is_no_suggestion_is_refused(
    client: FlaskClient, key: str, parts: Parts, scores: Any, message: str
) -> None:
    answer = suggest(client, key, {**golden("a", 1), "attributeScores": scores})

    assert answer.status_code == 400
    assert message in answer.json["error"]["message"]
    assert list_suggestions(parts) == []


def test_what_is_not_to_be_stored_is_not(client: FlaskClient, key: str, parts: Parts) -> None:
    answer = suggest(client, key, {**golden("a", 1), "doNotStore": True})

    assert answer.status_code == 200
    assert list_suggestions(parts) == []


def golden(text: str, value: int) -> dict[str, Any]:
    """What Coral sends after a moderator approved (0) or rejected (1), in its exact form."""
    told = {"url": f"{STORY}?commentID=7", "reply_to_id_Coral_comment_id": "", "Coral_comment_id": "7"}
    return {
        "comment": {"text": text},
        "context": {"entries": [{"text": json.dumps(told, separators=(",", ":"))}]},
        "attributeScores": {"TOXICITY": {"summaryScore": {"value": value}}},
        "languages": ["en"],
        "communityId": COMMUNITY,
        "clientToken": "comment:7",
    }


def suggest(client: FlaskClient, key: str, said: dict[str, Any]) -> Any:
    return client.post("/v1alpha1/comments:suggestscore", query_string={"key": key}, json=said)


def written(parts: Parts, folder: Path) -> Path:
    file = folder / "labels.jsonl"
    export_labels(parts, file)
    return file


def exported(parts: Parts, folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(parts, folder).read_text().splitlines()]
