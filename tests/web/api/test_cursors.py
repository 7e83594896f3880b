"""A place in a listing that was never written here is refused, wherever it is shown."""

from __future__ import annotations

import base64

import pytest
from flask.testing import FlaskClient

from moderation.parts import Parts
from moderation.schemas.comments import decode_cursor, encode_cursor
from tests.making import a_comment, a_machine
from tests.web.api.asking import is_problem

COMMENTS = "/api/v1/sites/harbour/articles/budget/comments"
PAGE = "/sites/harbour/articles/budget"
ANY = "00000000-0000-7000-8000-000000000000"
HOSTILE = [
    f'[{10**30}, "{ANY}"]',
    f'[{2**31}, "{ANY}"]',
    f'[-1, "{ANY}"]',
    f'[1e999, "{ANY}"]',
    f'[1.5, "{ANY}"]',
    f'[true, "{ANY}"]',
    f'["1", "{ANY}"]',
    f'[{"9" * 5000}, "{ANY}"]',
    f'[1, "{ANY}", 2]',
    f'{{"1": 1, "{ANY}": 2}}',
    "[1, 2]",
    "[" * 5_000,
]
NOTICES = "/api/v1/sites/harbour/authors/ada/notices"


@pytest.mark.parametrize(
    "written",
    ["", "x", "2026-11-02T12:00:00+00:00 x", "2026-11-02T12:00:00 7", "0001-01-01T00:00:00+23:59 1"],
)
def test_a_place_among_notices_that_is_not_ours_is_refused(
    client: FlaskClient, key: dict[str, str], parts: Parts, written: str
) -> None:
    a_comment(parts, a_machine(parts))
    cursor = base64.urlsafe_b64encode(written.encode()).decode().rstrip("=") or "="

    assert is_problem(client.get(NOTICES, query_string={"cursor": cursor}, headers=key), 422, "malformed")


@pytest.mark.parametrize("written", HOSTILE, ids=range(len(HOSTILE)))
def test_a_cursor_that_is_not_ours_is_refused_by_the_api_and_by_the_page(
    client: FlaskClient, key: dict[str, str], written: str
) -> None:
    cursor = base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")
    by_api = client.get(COMMENTS, query_string={"sort": "most_replied", "cursor": cursor})
    by_page = client.get(PAGE, query_string={"sort": "most_replied", "after": cursor})

    assert is_problem(by_api, 422, "unprocessable_entity"), by_api.text
    assert by_page.status_code == 422


def test_the_largest_cursor_of_ours_is_taken(client: FlaskClient, key: dict[str, str]) -> None:
    place = (2**31 - 1, ANY)
    response = client.get(COMMENTS, query_string={"sort": "most_replied", "cursor": encode_cursor(place)})

    assert decode_cursor(encode_cursor(place)) == place
    assert response.status_code == 200
