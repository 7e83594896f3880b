"""Coral's external moderation phase: requests in Coral's exact form, signed while a secret is rotated."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from moderation.domain.signatures import SigningSecret
from moderation.parts import Parts
from moderation.use_cases.change_hosts import change_hosts
from moderation.use_cases.open_article import open_article
from tests.making import NOON, WordScorer, at, the_rules
from tests.web.doors.conftest import STORY

OLD, NEW = "ssec_old", "ssec_new"
STORY_ID = "245b3856-b0a0-4d2f-a6bb-58c71f18d6a6"
ELSEWHERE = "https://news.example.org/sport"
TOXIC = [{"actionType": "FLAG", "reason": "COMMENT_DETECTED_TOXIC"}]


@pytest.fixture
def parts(parts: Parts) -> Parts:
    return replace(parts, signers=(SigningSecret("harbour", OLD), SigningSecret("harbour", NEW)))


def test_a_comment_that_nothing_objects_to_is_left_to_coral(client: FlaskClient, key: str) -> None:
    answer = phase(client, golden("Who votes on the budget?"))

    assert (answer.status_code, answer.text) == (204, "")


@pytest.mark.parametrize("action", ["NEW", "EDIT"])
def test_a_rude_comment_is_withheld_and_flagged(client: FlaskClient, key: str, action: str) -> None:
    answer = phase(client, golden("The budget, you <b>idiot</b>&#33;", action=action))

    assert (answer.status_code, answer.json) == (200, {"actions": TOXIC, "status": "SYSTEM_WITHHELD"})


def test_a_stray_comment_waits_because_the_story_is_known_by_its_address(
    client: FlaskClient, key: str, parts: Parts
) -> None:
    the_rules(parts, "harbour", {"thresholds": {"OFF_TOPIC": 0.5}})
    stray = golden("Strikers move clubs.")
    unknown = {**stray, "story": {"id": "another", "url": "https://elsewhere.example/"}}

    assert phase(client, stray).json == {"status": "PREMOD"}
    assert phase(client, unknown).status_code == 204


@pytest.mark.parametrize(("decoy", "page"), [("decoy", STORY), (STORY_ID, ELSEWHERE), (STORY_ID, STORY)])
def test_no_page_that_a_reader_opens_stands_in_for_the_story(
    client: FlaskClient, key: str, parts: Parts, decoy: str, page: str
) -> None:
    the_rules(parts, "harbour", {"thresholds": {"OFF_TOPIC": 0.5}})
    change_hosts(parts, "harbour", ["news.example.org"])
    open_article(parts, "harbour", decoy, page, "192.0.2.1")
    unknown = {
        **golden("Strikers move clubs."),
        "story": {"id": STORY_ID, "url": "https://elsewhere.example/"},
    }

    assert phase(client, golden("Who votes on the budget?")).status_code == 204
    assert phase(client, golden("Strikers move clubs.")).json == {"status": "PREMOD"}
    assert phase(client, unknown).status_code == 204


def test_the_rules_of_the_site_say_what_becomes_of_it(client: FlaskClient, key: str, parts: Parts) -> None:
    the_rules(parts, "harbour", {"banned_words": ["budget"], "newcomer_comments": 5})
    rejected = phase(client, golden("Who votes on the budget?"))
    staff = phase(client, {**golden("The budget, idiot."), "author": {"id": "a", "role": "MODERATOR"}})

    assert rejected.json == {"status": "REJECTED"}
    assert staff.status_code == 204


@pytest.mark.parametrize(
    "header",
    [
        "sha256={new}",
        "sha256={old}",
        "sha256={old},sha256={new}",
        "sha256={wrong},sha256={new}",
        "sha256={NEW}",
    ],
)
def test_either_secret_signs_while_one_takes_the_others_place(
    client: FlaskClient, key: str, header: str
) -> None:
    body = json.dumps(golden("Who votes on the budget?")).encode()
    signed = {"old": signature(body, OLD), "new": signature(body, NEW), "wrong": "0" * 64}
    shown = header.format(**signed, NEW=signed["new"].upper())

    assert client.post("/doors/coral", data=body, headers={"X-Coral-Signature": shown}).status_code == 204


@pytest.mark.parametrize(
    "shown", ["", "sha256=", "nonsense", f"sha256={'0' * 64}", "sha256=é", f"{'0' * 64}," * 100]
)
def test_what_nobody_signed_is_refused_and_the_log_says_why(
    client: FlaskClient, key: str, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    body = json.dumps(golden("The canary sings.")).encode()
    answer = client.post("/doors/coral", data=body, headers={"X-Coral-Signature": shown})
    logged = capsys.readouterr().out

    assert answer.status_code == 401
    assert "reason=signature" in logged
    assert "canary" not in logged


def test_a_request_that_is_played_back_is_answered_a_few_times_only(
    app: Flask, parts: Parts, key: str
) -> None:
    client, body = app.test_client(), golden("Who votes on the budget?")
    answers = [phase(client, body).status_code for _ in range(6)]
    app.extensions["parts"] = at(parts, NOON + timedelta(seconds=300))

    assert answers == [204] * 5 + [429]
    assert phase(client, body).status_code == 204


@pytest.mark.parametrize("why", ["missing", "late", "language"])
def test_without_scores_the_rules_decide_and_the_log_says_why(
    client: FlaskClient, key: str, scorer: WordScorer, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    scorer.unavailable = why
    answer = phase(client, golden("The canary sings."))
    logged = capsys.readouterr().out

    assert answer.json == {"status": "PREMOD"}
    assert f"reason={why}" in logged
    assert "canary" not in logged


def test_what_was_not_read_whole_waits(client: FlaskClient, key: str, scorer: WordScorer) -> None:
    scorer.reads_whole = False

    assert phase(client, golden("Who votes on the budget?")).json == {"status": "PREMOD"}


@pytest.mark.parametrize(
    "said", [[], {}, {"action": "DELETE"}, {"comment": {"body": "\ud83d"}}], ids=map(str, range(4))
)
def test_what_is_no_phase_is_refused(client: FlaskClient, key: str, said: Any) -> None:
    assert phase(client, {**golden("a"), **said} if said else said).status_code == 400


def golden(text: str, action: str = "NEW") -> dict[str, Any]:
    """What Coral sends, in its exact form."""
    return {
        "action": action,
        "comment": {"body": text, "parentID": None},
        "author": {"id": "baf4e943-3594-4fcc-b2ba-3e8de7a76352", "role": "COMMENTER"},
        "story": {"id": STORY_ID, "url": STORY},
        "site": {"id": "a4bede88-2d2c-4424-bc18-4322a9e285a6"},
        "tenantID": "19ba5794-7eeb-4d46-a81b-c00c61672501",
        "tenantDomain": "localhost",
    }


def phase(client: FlaskClient, said: Any) -> Any:
    body = json.dumps(said).encode()
    return client.post(
        "/doors/coral",
        data=body,
        content_type="application/json",
        headers={"X-Coral-Signature": f"sha256={signature(body, NEW)}"},
    )


def signature(body: bytes, secret: str) -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
