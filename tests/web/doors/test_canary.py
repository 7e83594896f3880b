"""A canary sent through every door is found in no table, file, log, metric or crash report afterwards."""

from __future__ import annotations

import hashlib
import hmac
import json
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import urllib3
from flask import Flask

from moderation.domain.scores import ScoredText, Scores
from tests.making import WordScorer
from tests.serving import MODERATION, RealService

CANARY = "canary4711"
TEXT = f"The {CANARY} sings, you complete idiot. Nobody {CANARY}s like you!"
CONTEXT = {
    "articleAndParentComment": {"article": {"text": f"A {CANARY}\nsang."}, "parentComment": {"text": CANARY}}
}
SECRET = "ssec_1"

Call = tuple[str, dict[str, Any]]

CALLS: list[tuple[int, Call]] = [
    (200, ("/v1alpha1/comments:analyze", {"requestedAttributes": {"TOXICITY": {}}, "languages": ["en"]})),
    (
        200,
        (
            "/comments:analyze",
            {
                "requestedAttributes": {"OFF_TOPIC": {}, "INSULT": {}},
                "context": CONTEXT,
                "spanAnnotations": True,
                "languages": ["en"],
                "clientToken": CANARY,
                "sessionId": CANARY,
                "communityId": CANARY,
            },
        ),
    ),
    (400, ("/comments:analyze", {"requestedAttributes": {CANARY: {}}})),
    (400, ("/comments:analyze", {CANARY: CANARY})),
    (400, ("/comments:analyze", {"requestedAttributes": {"TOXICITY": {}}, "languages": ["it"]})),
    (200, ("/comments:suggestscore", {"attributeScores": {"TOXICITY": {"summaryScore": {"value": 1}}}})),
    (400, ("/comments:suggestscore", {"attributeScores": {"TOXICITY": {"summaryScore": {"value": CANARY}}}})),
    (200, ("/v1/moderations", {"input": [TEXT]})),
    (400, ("/v1/moderations", {"input": [{"type": "image_url", "image_url": {"url": CANARY}}]})),
    (
        200,
        ("/api/v1/scores", {"texts": [{"text": TEXT, "article": {"title": CANARY}}] * 2, "evidence": True}),
    ),
    (422, ("/api/v1/scores", {"texts": [{"text": TEXT, CANARY: CANARY}]})),
]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealService]:
    folder = tmp_path_factory.mktemp("canary") / "var"
    patient = {"MODERATION_SCORE_TIMEOUT_MS": "30000", "MODERATION_WORKERS": "1"}
    with RealService(folder, {"MODERATION_CORAL_SECRETS": f"demo={SECRET}", **patient}) as service:
        yield service


def test_what_is_not_to_be_stored_is_nowhere(service: RealService) -> None:
    made = subprocess.run(
        [MODERATION, "key", "create", "canary", "--scope", "score"],
        check=True,
        cwd=service.data_dir,
        env=service.environment,
        capture_output=True,
        text=True,
    )
    headers = {"Authorization": f"Bearer {made.stdout.strip()}"}
    for status, (path, said) in CALLS:
        spoken = {"comment": {"text": TEXT}, "doNotStore": True} if "comments:" in path else {}
        answer = urllib3.request(
            "POST", service.url + path, json={**spoken, **said}, headers=headers, timeout=60
        )
        assert answer.status == status, (path, answer.data)
    assert _phase(service, {"body": TEXT, "parentID": None}) == 200
    assert _phase(service, {"body": 7}) == 400
    metrics = urllib3.request("GET", f"{service.url}/metrics").data

    assert CANARY.encode() not in metrics
    assert _holding(CANARY, [service.data_dir]) == []


def test_a_crash_report_holds_nothing_of_it(app: Flask, key: str, capsys: pytest.CaptureFixture[str]) -> None:
    class Crashing(WordScorer):
        def score(self, text: ScoredText, *, evidence: bool = True) -> Scores:
            raise RuntimeError(text.text)

    object.__setattr__(app.extensions["parts"], "scorer", Crashing())
    client = app.test_client()
    calls = [
        ("/comments:analyze", {"comment": {"text": TEXT}, "requestedAttributes": {"INSULT": {}}}),
        ("/v1/moderations", {"input": TEXT}),
        ("/api/v1/scores", {"texts": [{"text": TEXT}]}),
    ]
    answers = [
        client.post(path, json=said, headers={"Authorization": f"Bearer {key}"}) for path, said in calls
    ]
    told = capsys.readouterr()

    assert [answer.status_code for answer in answers] == [500] * 3
    assert CANARY not in "".join(answer.text for answer in answers)
    assert "RuntimeError" in told.out
    assert CANARY not in told.out + told.err


def _phase(service: RealService, comment: dict[str, Any]) -> int:
    said = {
        "action": "NEW",
        "comment": comment,
        "author": {"id": "a", "role": "COMMENTER"},
        "story": {"id": CANARY, "url": f"https://example.org/{CANARY}"},
    }
    body = json.dumps(said).encode()
    signature = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    return urllib3.request(
        "POST",
        f"{service.url}/doors/coral",
        body=body,
        headers={"X-Coral-Signature": f"sha256={signature}"},
        timeout=60,
    ).status


def _holding(word: str, folders: Sequence[Path]) -> list[Path]:
    """The files that hold the word, the database and the log among them."""
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert {"log", "moderation.sqlite3"} <= {path.name for path in files}
    return [path for path in files if word.encode() in path.read_bytes()]
