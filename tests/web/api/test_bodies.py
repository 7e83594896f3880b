"""A body that cannot be read is told apart by why: its size, its media type, its chunks, its JSON, its fields."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from gunicorn.http.body import Body, ChunkedReader
from gunicorn.http.unreader import IterUnreader

from moderation.parts import Parts
from tests.web.api.asking import is_problem, kept

COMMENTS = "/api/v1/sites/harbour/articles/budget/comments"
ARTICLE = "/api/v1/sites/harbour/articles/budget"


def in_chunks(written: bytes) -> dict[str, Any]:
    """A request whose body comes in chunks, read as gunicorn reads it."""
    body = Body(ChunkedReader(None, IterUnreader([written])))
    return {"environ_overrides": {"wsgi.input": body, "wsgi.input_terminated": True}}


@pytest.mark.parametrize("digits", [5_000, 200_000])
def test_an_integer_too_long_to_be_read_is_no_json_to_us(
    client: FlaskClient, key: dict[str, str], digits: int
) -> None:
    body = b'{"text": ' + b"9" * digits + b"}"
    response = client.post(COMMENTS, data=body, headers={**key, "Content-Type": "application/json"})

    assert is_problem(response, 400, "bad_request")


@pytest.mark.parametrize("chunks", [b"zz\r\nhello\r\n", b"\r\n\r\n", b"5\r\nhelloworld"])
def test_chunks_that_cannot_be_told_apart_are_a_bad_request(
    client: FlaskClient, key: dict[str, str], chunks: bytes
) -> None:
    headers = {**key, "Content-Type": "application/json"}
    response = client.post(COMMENTS, headers=headers, **in_chunks(chunks))

    assert is_problem(response, 400, "bad_request"), response.text


def test_a_body_in_chunks_is_too_large_at_the_same_size_as_any(
    client: FlaskClient, key: dict[str, str]
) -> None:
    body = b'{"text": "' + b"x" * 400_000 + b'"}'
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    response = client.post(
        COMMENTS, headers={**key, "Content-Type": "application/json"}, **in_chunks(chunked)
    )

    assert is_problem(response, 413, "request_entity_too_large"), response.text


def test_a_small_body_in_chunks_is_taken(client: FlaskClient, parts: Parts, key: dict[str, str]) -> None:
    body = b'{"text": "A fair budget.", "author": {"id": "ada", "name": "Ada"}}'
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    response = client.post(
        COMMENTS, headers={**key, "Content-Type": "application/json"}, **in_chunks(chunked)
    )

    assert response.status_code == 201, response.text
    assert kept(parts) == 1


@pytest.mark.parametrize("media_type", ["text/plain", "application/xml", ""])
@pytest.mark.parametrize(("method", "address"), [("POST", COMMENTS), ("PUT", ARTICLE)])
def test_what_is_neither_json_nor_a_form_is_an_unsupported_medium(
    client: FlaskClient, key: dict[str, str], method: str, address: str, media_type: str
) -> None:
    headers = {**key, "Content-Type": media_type}
    response = client.open(address, method=method, data=b'{"text": "Hello."}', headers=headers)

    assert is_problem(response, 415, "unsupported_media_type")


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("url", "https://example.org/\ud800"),
        ("url", "https://example.org/\x00"),
        ("published_at", "0001-01-01T00:00:00+14:00"),
        ("published_at", "9999-12-31T23:59:59-14:00"),
    ],
)
def test_an_article_that_no_database_could_keep_is_refused_by_its_field(
    client: FlaskClient, key: dict[str, str], field: str, said: str
) -> None:
    response = client.put(ARTICLE, json={"title": "The budget", field: said}, headers=key)

    assert is_problem(response, 422, "unprocessable_entity"), response.text
    assert list(response.get_json()["errors"]) == [field]
