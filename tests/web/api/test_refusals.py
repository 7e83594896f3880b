"""Whatever will not do is refused with a precise status and code, and keeps nothing."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import RequestURITooLarge, UnsupportedMediaType

from moderation.parts import Parts
from moderation.web.errors import ARTICLE_IDS, http_error
from tests.making import a_key, a_machine, an_article
from tests.web.api.asking import is_problem, kept

ADDRESS = "/api/v1/sites/harbour/articles/budget/comments"
NOTHING = "There is nothing at this address."
ADA = {"id": "ada", "name": "Ada"}


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "bad_request"),
        (b"", 422, "unprocessable_entity"),
        (b"[]", 422, "unprocessable_entity"),
        (b'"text"', 422, "unprocessable_entity"),
        (b"null", 422, "unprocessable_entity"),
        (b"\xff\xfe", 400, "bad_request"),
        (b'{"text": 5, "author": {"id": "a", "name": "A"}}', 422, "unprocessable_entity"),
        (b'{"text": null, "author": {"id": "a", "name": "A"}}', 422, "unprocessable_entity"),
        (b'{"text": "", "author": {"id": "a", "name": "A"}}', 422, "unprocessable_entity"),
        (b'{"text": "\\ud800", "author": {"id": "a", "name": "A"}}', 422, "unprocessable_entity"),
        (b'{"text": "a\\u0000b", "author": {"id": "a", "name": "A"}}', 422, "unprocessable_entity"),
        (b'{"text": "a", "author": {"id": "\\u0000", "name": "A"}}', 422, "unprocessable_entity"),
        (b'{"text": "a", "author": "ada"}', 422, "unprocessable_entity"),
        (b'{"text": "a", "parent": "x", "author": {"id": "a", "name": "A"}}', 422, "unprocessable_entity"),
        (b'{"text": "a", "extra": 1, "author": {"id": "a", "name": "A"}}', 422, "unprocessable_entity"),
        (b'{"text": "a"}', 422, "malformed"),
        (
            b'{"text": "' + b"x" * 10_001 + b'", "author": {"id": "a", "name": "A"}}',
            422,
            "unprocessable_entity",
        ),
        (b'{"text": "' + b"x" * 1_000_000 + b'"}', 413, "request_entity_too_large"),
        (b"[" * 100_000, 400, "bad_request"),
    ],
    ids=range(19),
)
def test_a_body_that_will_not_do_is_refused_and_keeps_nothing(
    client: FlaskClient, parts: Parts, key: dict[str, str], body: bytes, status: int, code: str
) -> None:
    response = client.post(ADDRESS, data=body, headers={**key, "Content-Type": "application/json"})

    assert is_problem(response, status, code), response.text
    assert kept(parts) == 0


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/api/v1/sites/nowhere/articles/budget/comments", 403, "scope_missing"),
        ("/api/v1/sites/harbour/articles/nothing/comments", 404, "unknown_article"),
        ("/api/v1/sites/harbour/articles/a%00b/comments", 404, "not_found"),
        ("/api/v1/sites/harbour/articles/%ff/comments", 404, "not_found"),
        ("/api/v1/sites/HARBOUR/articles/budget/comments", 404, "not_found"),
    ],
)
def test_an_address_that_will_not_do_is_refused(
    client: FlaskClient, parts: Parts, key: dict[str, str], address: str, status: int, code: str
) -> None:
    response = client.post(address, json={"text": "Hello.", "author": ADA}, headers=key)

    assert is_problem(response, status, code), response.text
    assert kept(parts) == 0


def test_a_closed_article_takes_no_comment(client: FlaskClient, parts: Parts, key: dict[str, str]) -> None:
    an_article(parts, a_machine(parts), is_open=False)

    response = client.post(ADDRESS, json={"text": "Late.", "author": ADA}, headers=key)

    assert is_problem(response, 403, "closed")


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "not_signed_in"),
        ({"Authorization": "Bearer nonsense"}, "unknown_key"),
        ({"Authorization": "x"}, "unknown_key"),
    ],
    ids=["nobody", "unknown", "broken"],
)
def test_who_is_not_known_is_asked_to_sign_in(
    client: FlaskClient, key: dict[str, str], headers: dict[str, str], code: str
) -> None:
    response = client.post(ADDRESS, json={"text": "Hello."}, headers=headers)

    assert is_problem(response, 401, code)
    assert response.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("bad", ["", "x" * 201, "with space", "ü"])
def test_an_idempotency_key_that_cannot_be_kept_is_refused(
    client: FlaskClient, key: dict[str, str], bad: str
) -> None:
    response = client.post(
        ADDRESS, json={"text": "Hi.", "author": ADA}, headers={**key, "Idempotency-Key": bad}
    )

    assert is_problem(response, 422, "malformed")


def test_a_key_that_is_too_fast_is_told_when_to_try_again(
    client: FlaskClient, parts: Parts, key: dict[str, str]
) -> None:
    slow = {"Authorization": f"Bearer {a_key(parts, per_minute=1)}"}
    client.post(ADDRESS, json={"text": "One.", "author": ADA}, headers=slow)

    response = client.post(ADDRESS, json={"text": "Two.", "author": ADA}, headers=slow)

    assert is_problem(response, 429, "too_many")
    assert response.headers["Retry-After"] == "60"


@pytest.mark.parametrize(
    "query", ["sort=best", "cursor=%00", "cursor=abc", "limit=0", "limit=101", "limit=x", "parent=x"]
)
def test_a_listing_that_cannot_be_read_is_refused(
    client: FlaskClient, key: dict[str, str], query: str
) -> None:
    response = client.get(f"{ADDRESS}?{query}")

    assert is_problem(response, 422, "unprocessable_entity")


def test_a_wrong_method_says_which_are_right(client: FlaskClient, key: dict[str, str]) -> None:
    response = client.delete(ADDRESS)

    assert response.status_code == 405
    assert {"GET", "POST"} <= set(response.headers["Allow"].replace(",", " ").split())


@pytest.mark.parametrize(
    ("method", "address", "body", "status", "detail"),
    [
        ("POST", ADDRESS, b"{", 400, "This is not valid JSON."),
        ("POST", ADDRESS, b"\xff", 400, "This is not valid JSON."),
        ("GET", "/api/v1/nothing", b"", 404, NOTHING),
        ("PUT", "/api/v1/sites/harbour/articles/two%20words", b"{}", 404, f"{NOTHING} {ARTICLE_IDS}"),
        ("PUT", "/api/v1/sites/harbour/articles/half%2Fpast", b"{}", 404, f"{NOTHING} {ARTICLE_IDS}"),
        ("PUT", "/api/v1/sites/harbour/articles/.", b"{}", 404, f"{NOTHING} {ARTICLE_IDS}"),
        ("PUT", "/api/v1/sites/harbour/articles/..", b"{}", 404, f"{NOTHING} {ARTICLE_IDS}"),
        ("GET", "/api/v1/sites/harbour/articles/%2E%2E/comments", b"", 404, f"{NOTHING} {ARTICLE_IDS}"),
        ("DELETE", ADDRESS, b"", 405, "This address cannot be asked that way."),
        ("POST", ADDRESS, b" " * 300_000, 413, "That is too large: a request may have 256 KB."),
        ("POST", ADDRESS, b'{"text": 5}', 422, "Some fields are not right."),
    ],
    ids=[
        "broken",
        "bytes",
        "unknown",
        "white space",
        "slash",
        "dot",
        "dots",
        "encoded",
        "method",
        "large",
        "fields",
    ],
)
def test_what_no_route_takes_is_told_in_our_own_short_words(
    client: FlaskClient,
    key: dict[str, str],
    method: str,
    address: str,
    body: bytes,
    status: int,
    detail: str,
) -> None:
    headers = {**key, "Content-Type": "application/json"}
    response = client.open(address, method=method, data=body, headers=headers)

    assert (response.status_code, response.get_json()["detail"]) == (status, detail)


def test_other_media_and_rarer_errors_have_words_too(app: Flask) -> None:
    with app.test_request_context("/api/v1/nothing"):
        told = [
            http_error(error()).get_json()["detail"] for error in (UnsupportedMediaType, RequestURITooLarge)
        ]

    assert told == ["Send this as JSON, with Content-Type: application/json.", f"{HTTPStatus(414).phrase}."]
