"""A canary sent through every door, or drafted, is found in no table, file, log or metric afterwards."""

from __future__ import annotations

import hashlib
import hmac
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import urllib3

from tests.browser import Browser
from tests.making import PASSWORD
from tests.serving import MODERATION, RealService

CANARY = "canary4711"
TEXT = f"The {CANARY} sings, you complete idiot. Nobody {CANARY}s like you!"
CONTEXT = {
    "articleAndParentComment": {"article": {"text": f"A {CANARY}\nsang."}, "parentComment": {"text": CANARY}}
}
SECRET = "ssec_1"
ARTICLE = "/sites/demo/articles/quay-street-vote"
SEEN = {"log": "/v1/moderations", "moderation.sqlite3": "quay-street-vote"}
"""What is seen where nothing of the canary may be: it would be seen."""

NUDGE = json.dumps({"nudge_percent": 10})

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
    (
        200,
        (
            "/v1alpha1/comments:suggestscore",
            {
                "attributeScores": {"TOXICITY": {"summaryScore": {"value": 1}}},
                "context": {"entries": [{"text": json.dumps({"url": f"https://example.org/{CANARY}"})}]},
                "languages": ["en"],
                "communityId": CANARY,
                "clientToken": CANARY,
            },
        ),
    ),
    (400, ("/comments:suggestscore", {"attributeScores": {"TOXICITY": {"summaryScore": {"value": CANARY}}}})),
    (200, ("/v1/moderations", {"input": [TEXT]})),
    (400, ("/v1/moderations", {"input": [{"type": "image_url", "image_url": {"url": CANARY}}]})),
    (
        200,
        ("/api/v1/scores", {"texts": [{"text": TEXT, "article": {"title": CANARY}}] * 2, "evidence": True}),
    ),
    (422, ("/api/v1/scores", {"texts": [{"text": TEXT, CANARY: CANARY}]})),
    (200, (f"/api/v1{ARTICLE}/drafts", {"text": TEXT})),
    (422, (f"/api/v1{ARTICLE}/drafts", {"text": TEXT, CANARY: CANARY})),
]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealService]:
    folder = tmp_path_factory.mktemp("canary") / "var"
    (folder / "tmp").mkdir(parents=True)
    patient = {"MODERATION_SCORE_TIMEOUT_MS": "30000", "MODERATION_WORKERS": "1"}
    said = {"MODERATION_CORAL_SECRETS": f"demo={SECRET}", "TMPDIR": str(folder / "tmp"), **patient}
    with RealService(folder, said) as service:
        _run(service, "site", "rules", "demo", "--set", "-", stdin=NUDGE)
        yield service


def test_what_is_not_to_be_stored_is_nowhere(service: RealService) -> None:
    key = _run(service, "key", "create", "doors", "--site", "demo", "--scope", "score", "--scope", "comments")
    headers = {"Authorization": f"Bearer {key.strip()}"}
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
    assert _holding(CANARY, service.data_dir) == []


def test_a_draft_that_its_author_was_asked_to_look_at_again_is_nowhere(service: RealService) -> None:
    browser = Browser(service.url)
    browser.submit("/sign-up", "/sign-up", name="Rhea", password=PASSWORD)
    asked = browser.submit(ARTICLE, f"{ARTICLE}/comments", text=TEXT)
    metrics = urllib3.request("GET", f"{service.url}/metrics").data

    assert "Would you look at this once more?" in asked
    assert CANARY in asked
    assert [name for name, value in browser.cookies() if CANARY in value] == []
    assert CANARY.encode() not in metrics
    assert _holding(CANARY, service.data_dir) == []


def test_what_is_compared_is_nowhere_but_in_its_own_file(service: RealService, tmp_path: Path) -> None:
    rows = [{"text": f"{TEXT} {at}", "labels": {"TOXICITY": at / 10}} for at in range(10)]
    rows += [{"text": TEXT, "labels": {CANARY: 1}}, {"text": TEXT, "labels": {"TOXICITY": CANARY}}]
    file = tmp_path / "scored.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)))
    told = _run(service, "compare", str(file))

    assert "TOXICITY" in told
    assert CANARY not in told
    assert _holding(CANARY, service.data_dir) == []


def _run(service: RealService, *words: str, stdin: str = "") -> str:
    """What a command says, mistakes included; it has to end well."""
    ran = subprocess.run(
        [MODERATION, *words],
        check=False,
        cwd=service.data_dir,
        env=service.environment,
        input=stdin,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout + ran.stderr


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


def _holding(word: str, folder: Path) -> list[Path]:
    """The files that hold the word, the database and the log among them."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    said = {path: path.read_bytes() for path in files}
    seen = {path.name for path, each in said.items() if SEEN.get(path.name, word).encode() in each}
    assert seen >= SEEN.keys()
    return [path for path, each in said.items() if word.encode() in each]
