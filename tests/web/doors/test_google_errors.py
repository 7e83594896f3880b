"""Every row of Perspective's error table: status, message and details as they were."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from moderation.parts import Parts
from moderation.use_cases.create_key import create_key
from tests.making import WordScorer
from tests.web.doors.conftest import Ask

ASKED: dict[str, dict[str, Any]] = {
    "analyze": {"comment": {"text": "a"}, "requestedAttributes": {"INSULT": {}}},
    "suggestscore": {
        "comment": {"text": "a"},
        "attributeScores": {"INSULT": {"summaryScore": {"value": 1}}},
    },
}
METRICS = {
    "analyze": "Analysis requests (AnalyzeComment)",
    "suggestscore": "Suggestion requests (SuggestCommentScore)",
}
ERROR = "type.googleapis.com/google.commentanalyzer.v1alpha1.Error"
BOTH = {"entries": [{"text": "a"}], "articleAndParentComment": {"article": {"text": "a"}}}
INVALID = {"errorType": "INVALID_REQUEST"}

TABLE: list[tuple[dict[str, Any], str, dict[str, Any]]] = [
    ({"comment": {"text": ""}}, "Comment must be non-empty.", {"errorType": "COMMENT_EMPTY"}),
    ({"comment": {"text": " \n"}}, "Comment must be non-empty.", {"errorType": "COMMENT_EMPTY"}),
    ({"comment": None}, "Comment must be non-empty.", {"errorType": "COMMENT_EMPTY"}),
    (
        {"comment": {"text": "é" * 10_496}},
        "Comment text was too many bytes. Value (20992) exceeded limit (20480).",
        {"errorType": "COMMENT_TOO_LONG"},
    ),
    (
        {"comment": {"text": "ciao a tutti"}, "languages": ["it", "en"]},
        "Attribute INSULT does not support request languages: it",
        {
            "errorType": "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE",
            "languageNotSupportedByAttributeError": {
                "detectedLanguages": ["it"],
                "requestedLanguages": ["it", "en"],
                "attribute": "INSULT",
            },
        },
    ),
    (
        {"comment": {"text": "ciao a tutti"}},
        "Attribute INSULT does not support request languages: it",
        {
            "errorType": "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE",
            "languageNotSupportedByAttributeError": {
                "detectedLanguages": ["it"],
                "requestedLanguages": [],
                "attribute": "INSULT",
            },
        },
    ),
    (
        {"comment": {"text": "12 !! 😀"}},
        "Unable to detect language",
        {"errorType": "LANGUAGE_DETECTION_FAILED"},
    ),
    ({"requestedAttributes": {}}, "Missing requested_attributes", {"errorType": "NO_REQUESTED_ATTRIBUTES"}),
    ({"requestedAttributes": None}, "Missing requested_attributes", {"errorType": "NO_REQUESTED_ATTRIBUTES"}),
    ({"requestedAttributes": {"OBSCENE": {}}}, "Unknown requested attribute: OBSCENE", INVALID),
    ({"requestedAttributes": {"FLIRTATION@2": {}}}, "Unknown requested attribute: FLIRTATION@2", INVALID),
    ({"requestedAttributes": {"THREAT": {}}}, "Unknown requested attribute: THREAT", INVALID),
    (
        {"requestedAttributes": {"INSULT": {"scoreType": "STD_DEV_SCORE"}}},
        "Requested score type STD_DEV_SCORE is not supported by attribute INSULT",
        INVALID,
    ),
    ({"comment": {"text": "a", "type": "RTF"}}, "Unknown text type", INVALID),
    (
        {"context": BOTH},
        "Context can have either entries or article_and_parent_comment, but both fields were populated.",
        INVALID,
    ),
    ({"requestedAttributes": {"OFF_TOPIC": {}}}, "Attribute OFF_TOPIC needs a context", INVALID),
    (
        {
            "requestedAttributes": {"OFF_TOPIC": {}},
            "context": {"entries": [{"text": "https://elsewhere.example/"}]},
        },
        "Attribute OFF_TOPIC needs a context",
        INVALID,
    ),
    (
        {"requestedAttributes": {"OFF_TOPIC": {}}, "context": {"entries": [{"text": "a" * 1_048_577}]}},
        "Context entry text was too many bytes. Value (1048577) exceeded limit (1048576).",
        INVALID,
    ),
]


@pytest.mark.parametrize(("said", "message", "detail"), TABLE, ids=map(str, range(len(TABLE))))
def test_what_analyze_refuses_is_refused_word_for_word(
    analyze: Ask, said: dict[str, Any], message: str, detail: dict[str, Any]
) -> None:
    answer = analyze(**{"text": "a", **said})

    assert answer.status_code == 400
    assert answer.json == refusal(400, "INVALID_ARGUMENT", message, {"@type": ERROR, **detail})


@pytest.mark.parametrize("path", ["/v1alpha1/comments:suggestscore", "/comments:suggestscore"])
@pytest.mark.parametrize(
    ("said", "message", "detail"),
    [TABLE[0], TABLE[3], TABLE[9], TABLE[13], TABLE[14]],
    ids=map(str, range(5)),
)
def test_suggestscore_refuses_the_same_in_the_same_words(
    client: FlaskClient, key: str, path: str, said: dict[str, Any], message: str, detail: dict[str, Any]
) -> None:
    names = said.get("requestedAttributes", {"INSULT": {}})
    scores = {"attributeScores": {name: {"summaryScore": {"value": 1}} for name in names}}
    asked = {name: each for name, each in said.items() if name != "requestedAttributes"}
    answer = client.post(f"{path}?key={key}", json={"comment": {"text": "a"}, **scores, **asked})

    assert answer.status_code == 400
    assert answer.json == refusal(400, "INVALID_ARGUMENT", message, {"@type": ERROR, **detail})


@pytest.mark.parametrize("method", METRICS)
def test_a_key_that_opens_nothing(client: FlaskClient, key: str, method: str) -> None:
    answer = client.post(f"/v1alpha1/comments:{method}?key=nonsense", json=ASKED[method])
    message = "API key not valid. Please pass a valid API key."

    assert answer.status_code == 400
    assert answer.json == refusal(400, "INVALID_ARGUMENT", message, reason("API_KEY_INVALID"))


@pytest.mark.parametrize("method", METRICS)
def test_no_key(client: FlaskClient, method: str) -> None:
    answer = client.post(f"/v1alpha1/comments:{method}", json=ASKED[method])
    message = (
        "Method doesn't allow unregistered callers (callers without established identity). "
        "Please use API Key or other form of API consumer identity to call this API."
    )

    assert answer.status_code == 403
    assert answer.json == refusal(403, "PERMISSION_DENIED", message, reason("CREDENTIALS_MISSING"))


@pytest.mark.parametrize("method", METRICS)
def test_a_key_for_other_things(client: FlaskClient, parts: Parts, key: str, method: str) -> None:
    other = create_key(parts, "cms", "harbour", ["articles"], 1000)
    answer = client.post(f"/comments:{method}?key={other}", json=ASKED[method])
    message = "This key may not score texts that are not kept at this site."

    assert answer.status_code == 403
    assert answer.json == refusal(403, "PERMISSION_DENIED", message, reason("API_KEY_SERVICE_BLOCKED"))


@pytest.mark.parametrize("method", METRICS)
def test_a_key_that_is_used_up(client: FlaskClient, parts: Parts, key: str, method: str) -> None:
    few = create_key(parts, "slow", "harbour", ["score"], 1)
    answers = [client.post(f"/comments:{method}?key={few}", json=ASKED[method]) for _ in range(2)]
    metric = METRICS[method]
    message = (
        f"Quota exceeded for quota metric '{metric}' and limit '{metric} per minute' "
        "of service 'commentanalyzer.googleapis.com'"
    )
    detail = reason("RATE_LIMIT_EXCEEDED", quota_metric=metric, quota_limit=f"{metric} per minute")

    assert [each.status_code for each in answers] == [200, 429]
    assert answers[1].headers["Retry-After"] == "60"
    assert answers[1].json == refusal(429, "RESOURCE_EXHAUSTED", message, detail)


@pytest.mark.parametrize(
    ("body", "field", "message"),
    [
        (b'{"commend": {}}', "commend", 'Unknown name "commend": Cannot find field.'),
        (
            b'{"comment": {"txt": "a"}}',
            "comment.txt",
            "Unknown name \"txt\" at 'comment': Cannot find field.",
        ),
        (b'{"comment": {"text": 3}}', "comment.text", "Invalid value at 'comment.text': Not a valid string."),
        (b'{"comment": {"text": "\\ud83d"}}', "comment.text", "Contains half of a character"),
        (b"[]", "", "Invalid value: Not an object."),
        (b"{", None, "Not valid JSON."),
        (b"[" * 100_000, None, "Not valid JSON."),
        (b"1" * 10_000, None, "Not valid JSON."),
        (
            b'"' + b"a" * (4 * 1024 * 1024) + b'"',
            None,
            "Request payload size exceeds the limit: 4194304 bytes.",
        ),
    ],
    ids=map(str, range(9)),
)
def test_what_is_no_message_is_refused_with_its_place(
    client: FlaskClient, key: str, body: bytes, field: str | None, message: str
) -> None:
    answer = client.post(f"/comments:analyze?key={key}", data=body)
    error = (answer.json or {})["error"]
    violation = error["details"][0]["fieldViolations"][0]

    assert (answer.status_code, error["status"]) == (400, "INVALID_ARGUMENT")
    assert message in error["message"]
    assert violation.get("field") == field


@pytest.mark.parametrize("why", ["missing", "late", "failed"])
def test_without_a_scorer_no_number_is_invented(analyze: Ask, scorer: WordScorer, why: str) -> None:
    scorer.unavailable = why
    answer = analyze()
    error = (answer.json or {})["error"]

    assert (answer.status_code, error["status"], error["details"][0]["reason"]) == (
        503,
        "UNAVAILABLE",
        "UNAVAILABLE",
    )


def refusal(code: int, status: str, message: str, detail: dict[str, Any]) -> dict[str, Any]:
    return {"error": {"code": code, "message": message, "status": status, "details": [detail]}}


def reason(name: str, **metadata: str) -> dict[str, Any]:
    return {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": name,
        "domain": "googleapis.com",
        "metadata": {"service": "commentanalyzer.googleapis.com", **metadata},
    }
