"""What readers load is packed where the browser takes that, and no page of somebody signed in."""

from __future__ import annotations

import gzip

import pytest
from flask.testing import FlaskClient

from moderation.domain.callers import Caller
from moderation.parts import Parts
from moderation.use_cases.sign_up import sign_up
from moderation.web.packing import LEAST
from tests.making import PASSWORD, a_comment, a_key
from tests.web.embed.reading import ARTICLE, Reader

PACKED = {"Accept-Encoding": "gzip, br"}


@pytest.mark.parametrize(
    "path", ["/static/htmx-2.0.11.min.js", "/static/embed.css", "/embed.js", ARTICLE, "/sign-up"]
)
def test_a_page_and_its_files_are_packed(client: FlaskClient, machine: Caller, path: str) -> None:
    plain, packed = client.get(path, buffered=True), client.get(path, headers=PACKED, buffered=True)

    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) * 2 < len(plain.data)
    if path != "/sign-up":  # whose form has a token of its own each time
        assert gzip.decompress(packed.data) == plain.data
    assert "Content-Encoding" not in plain.headers
    assert plain.vary.as_set() == packed.vary.as_set() >= {"accept-encoding"}
    assert packed.content_length == len(packed.data)


@pytest.mark.parametrize("path", ["/static/embed.css", "/embed.js"])
def test_a_packed_file_is_known_again(client: FlaskClient, path: str) -> None:
    etag = client.get(path, headers=PACKED, buffered=True).headers["ETag"]

    again = client.get(path, headers={**PACKED, "If-None-Match": etag}, buffered=True)

    assert (again.status_code, again.data) == (304, b"")


def test_whoever_is_signed_in_gets_pages_as_they_are(
    client: FlaskClient, parts: Parts, machine: Caller
) -> None:
    token = sign_up(parts, "Rhea", PASSWORD, "192.0.2.1")
    with client.session_transaction() as session:
        session["token"] = token

    page = client.get(ARTICLE, headers=PACKED)

    assert 'name="csrf_token"' in page.text
    assert "Content-Encoding" not in page.headers


def test_whoever_shows_a_key_gets_answers_as_they_are(
    client: FlaskClient, parts: Parts, machine: Caller
) -> None:
    for number in range(4):
        a_comment(parts, machine, f"A fair budget, {number}.")
    path, key = f"/api/v1{ARTICLE}/comments", {"Authorization": f"Bearer {a_key(parts)}"}

    open_to_all = client.get(path, headers=PACKED)
    by_key = client.get(path, headers={**PACKED, **key})

    assert open_to_all.headers["Content-Encoding"] == "gzip"
    assert len(by_key.data) > LEAST
    assert "Content-Encoding" not in by_key.headers


def test_what_is_short_or_refused_stays_as_it_is(client: FlaskClient) -> None:
    short = client.get("/healthz", headers=PACKED)
    hidden = Reader(client).hidden("/sign-up", "/sign-up")
    refused = client.post("/sign-up", data={**hidden, "name": ""}, headers=PACKED)

    assert (refused.status_code, refused.mimetype) == (422, "text/html")
    assert len(short.data) < LEAST < len(refused.data)
    assert [each.headers.get("Content-Encoding") for each in (short, refused)] == [None, None]
