"""Reports, appeals, notices and statements over HTTP: the contract of the wire, and a precise refusal for all else."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from moderation.domain.comments import Action
from moderation.parts import Parts
from moderation.use_cases.sign_up import sign_up
from tests.asking import MINUTE, decided
from tests.making import NOON, PASSWORD, a_comment, a_key, a_machine, a_manager, a_site, at
from tests.web.api.asking import is_problem

SITE = "/api/v1/sites/harbour"
RITA = {"id": "rita", "name": "Rita"}
ADA = {"id": "ada", "name": "Ada"}
UNKNOWN = "0198c0de-0000-7000-8000-000000000000"


@pytest.fixture
def shown(parts: Parts, key: dict[str, str]) -> str:
    return a_comment(parts, a_machine(parts)).id


@pytest.fixture
def rejected(parts: Parts, key: dict[str, str]) -> str:
    comment = a_comment(parts, a_machine(parts), "You idiot.").id
    decided(parts, a_manager(parts), comment, Action.REJECT)
    return comment


def test_a_report_is_kept_once(client: FlaskClient, key: dict[str, str], shown: str) -> None:
    body = {"ground": "courtesy", "author": RITA}

    first = client.post(f"{SITE}/comments/{shown}/reports", json=body, headers=key)
    again = client.post(f"{SITE}/comments/{shown}/reports", json=body, headers=key)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json == again.json
    assert first.json is not None
    assert first.json["status"] == "published"


def test_the_third_report_holds(client: FlaskClient, key: dict[str, str], shown: str) -> None:
    answers = [
        client.post(
            f"{SITE}/comments/{shown}/reports",
            json={"ground": "spam", "author": {"id": f"r{number}", "name": "Rita"}},
            headers=key,
        ).json
        for number in range(3)
    ]

    assert [each["status"] for each in answers if each] == ["published", "published", "held"]


def test_illegal_content_needs_no_author_but_a_note(
    client: FlaskClient, key: dict[str, str], shown: str
) -> None:
    told = client.post(
        f"{SITE}/comments/{shown}/reports",
        json={"ground": "illegal", "note": "It names a child."},
        headers=key,
    )
    bare = client.post(f"{SITE}/comments/{shown}/reports", json={"ground": "illegal"}, headers=key)

    assert told.status_code == 201
    assert is_problem(bare, 422, "malformed")


def test_an_appeal_is_kept_once_and_says_how_it_stands(
    client: FlaskClient, key: dict[str, str], rejected: str
) -> None:
    body = {"note": "I quoted it.", "author": ADA}

    first = client.post(f"{SITE}/comments/{rejected}/appeal", json=body, headers=key)
    again = client.post(f"{SITE}/comments/{rejected}/appeal", json=body, headers=key)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json is not None
    assert first.json == again.json
    assert (first.json["state"], first.json["answer"]) == ("waiting", None)


def test_notices_come_when_they_are_due_and_lead_to_the_reasons(
    app: Flask, client: FlaskClient, key: dict[str, str], parts: Parts, rejected: str
) -> None:
    early = client.get(f"{SITE}/authors/ada/notices", headers=key).json
    app.extensions["parts"] = at(parts, NOON + MINUTE)

    told = client.get(f"{SITE}/authors/ada/notices", headers=key).json

    assert early == {"notices": [], "next": None}
    assert told is not None
    notice = told["notices"][0]
    assert (notice["news"], notice["comment"], notice["is_new"]) == ("rejected", rejected, True)
    statement = client.get(f"{SITE}/decisions/{notice['decision']}", headers=key).json
    assert statement is not None
    assert [each["code"] for each in statement["grounds"]] == ["reason.insult", "score.insult"]
    assert statement["for_database"]["automated_decision"] == "AUTOMATED_DECISION_PARTIALLY"


def test_a_signed_in_reader_reports_with_the_token_of_the_form(
    client: FlaskClient, parts: Parts, shown: str
) -> None:
    with client.session_transaction() as session:
        session["token"] = sign_up(parts, "Rhea", PASSWORD, "192.0.2.1")

    forged = client.post(f"{SITE}/comments/{shown}/reports", json={"ground": "spam"})

    assert is_problem(forged, 403, "csrf")


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        (f"comments/{UNKNOWN}/reports", {"ground": "spam", "author": RITA}, 404, "unknown_comment"),
        ("comments/{shown}/reports", {"ground": "ugly", "author": RITA}, 422, "unprocessable_entity"),
        ("comments/{shown}/reports", {"ground": "spam"}, 401, "not_signed_in"),
        ("comments/{shown}/reports", {"ground": "spam", "author": ADA}, 422, "own_comment"),
        ("comments/{rejected}/reports", {"ground": "spam", "author": RITA}, 409, "not_published"),
        ("comments/{shown}/appeal", {"note": "Why?", "author": ADA}, 409, "nothing_to_appeal"),
        ("comments/{rejected}/appeal", {"note": "Why?", "author": RITA}, 404, "unknown_comment"),
        ("comments/{rejected}/appeal", {"note": "Why?"}, 422, "malformed"),
        ("comments/{rejected}/appeal", {"note": ""}, 422, "unprocessable_entity"),
    ],
)
def test_what_is_wrong_is_said_precisely(
    client: FlaskClient,
    key: dict[str, str],
    shown: str,
    rejected: str,
    path: str,
    body: dict[str, Any],
    status: int,
    code: str,
) -> None:
    address = f"{SITE}/{path.format(shown=shown, rejected=rejected)}"

    assert is_problem(client.post(address, json=body, headers=key), status, code)


def test_other_sites_keys_and_nobody_learn_nothing(
    client: FlaskClient, key: dict[str, str], parts: Parts, rejected: str
) -> None:
    a_site(parts, "elsewhere")
    other = {"Authorization": f"Bearer {a_key(parts, 'elsewhere')}"}

    assert is_problem(client.get(f"{SITE}/authors/ada/notices", headers=other), 403, "scope_missing")
    assert is_problem(client.get(f"{SITE}/decisions/1", headers=other), 403, "scope_missing")
    assert is_problem(
        client.get("/api/v1/sites/elsewhere/decisions/1", headers=other), 404, "unknown_decision"
    )
    assert is_problem(client.get(f"{SITE}/decisions/1"), 401, "not_signed_in")
    assert is_problem(client.get(f"{SITE}/authors/ada/notices"), 401, "key_needed")
    assert is_problem(client.get(f"{SITE}/authors/nobody/notices", headers=key), 404, "unknown_author")
    report = client.post(f"{SITE}/comments/{rejected}/reports", json={"ground": "illegal", "note": "It is."})
    assert is_problem(report, 401, "not_signed_in")
