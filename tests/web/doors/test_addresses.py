"""What is asked at a door in the wrong way, or beside one, is refused in JSON: no program reads our page of errors."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.web.api.asking import is_problem


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/v1alpha1/comments:analyze", 405, "method_not_allowed"),
        ("GET", "/comments:suggestscore", 405, "method_not_allowed"),
        ("POST", "/v1alpha1/comments:improve", 404, "not_found"),
        ("GET", "/v1/moderations", 405, "method_not_allowed"),
        ("GET", "/v1/models", 404, "not_found"),
        ("GET", "/doors/coral", 405, "method_not_allowed"),
    ],
)
def test_a_program_gets_no_page(client: FlaskClient, method: str, path: str, status: int, code: str) -> None:
    answer = client.open(path, method=method, headers={"Accept": "*/*"})

    assert is_problem(answer, status, code), answer.text
