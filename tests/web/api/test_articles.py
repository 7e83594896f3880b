"""An article may be sent as HTML: what is seen of it is kept, and whoever sends text as well is told so."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from moderation.parts import Parts
from moderation.use_cases.show_article import show_article
from tests.web.api.asking import is_problem

ADDRESS = "/api/v1/sites/harbour/articles/budget"


def text_of(parts: Parts) -> str:
    return show_article(parts, "harbour", "budget").text


def test_html_becomes_the_text_that_is_seen(client: FlaskClient, parts: Parts, key: dict[str, str]) -> None:
    html = "<p>Forty <em>lamps</em>.</p><script>track()</script><style>p {}</style><ul><li>One</li><li>Two</li></ul>end"
    response = client.put(ADDRESS, json={"title": "Lamps", "html": html}, headers=key)

    assert response.status_code == 200, response.text
    assert text_of(parts) == "Forty lamps.\n\nOne\n\nTwo\n\nend"


def test_neither_text_nor_html_is_an_article_without_text(
    client: FlaskClient, parts: Parts, key: dict[str, str]
) -> None:
    assert client.put(ADDRESS, json={"title": "Lamps"}, headers=key).status_code == 200
    assert text_of(parts) == ""


@pytest.mark.parametrize("external_id", ["...", ".x", "x..", "..a"])
def test_dots_may_be_part_of_an_id(client: FlaskClient, key: dict[str, str], external_id: str) -> None:
    address = f"/api/v1/sites/harbour/articles/{external_id}"

    assert client.put(address, json={"title": "Lamps"}, headers=key).get_json()["id"] == external_id


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({"html": "<p>x</p>", "text": "x"}, "Send text or html, not both."),
        ({"html": "", "text": ""}, "Send text or html, not both."),
        ({"html": "x" * 200_001}, "Length must be between 0 and 200000."),
        ({"html": None}, "Field may not be null."),
        ({"html": ["x"]}, "Not a valid string."),
        ({"html": "a\0b"}, "Contains a NUL character."),
    ],
    ids=["both", "both empty", "long", "null", "list", "NUL"],
)
def test_html_that_will_not_do_is_refused_and_changes_nothing(
    client: FlaskClient, parts: Parts, key: dict[str, str], said: dict[str, object], complaint: str
) -> None:
    before = text_of(parts)
    response = client.put(ADDRESS, json={"title": "Lamps", **said}, headers=key)

    assert is_problem(response, 422, "unprocessable_entity"), response.text
    assert response.get_json()["errors"] == {"html": [complaint]}
    assert text_of(parts) == before


def test_html_that_is_nested_without_end_is_refused(
    client: FlaskClient, parts: Parts, key: dict[str, str]
) -> None:
    response = client.put(ADDRESS, json={"title": "Lamps", "html": "<b>" * 60_000}, headers=key)

    assert is_problem(response, 422, "malformed"), response.text
    assert response.get_json()["errors"] == {"html": ["It is nested too deeply."]}


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("title", " \u200b\n", "Say what the article is called."),
        ("section", "Home / World", 'Give a list of names, outermost first, such as ["Home", "World"].'),
        (
            "section",
            ["Home / World"],
            {"0": ["Name one section without a slash; a path is a list of names."]},
        ),
        ("language", "english", "Give a code such as en or en-GB."),
        (
            "published_at",
            "2026-11-20",
            "Give a day and time with its time zone, such as 2026-11-20T06:30:00Z.",
        ),
        (
            "published_at",
            "2026-11-20T06:30:00",
            "Give a day and time with its time zone, such as 2026-11-20T06:30:00Z.",
        ),
    ],
)
def test_what_will_not_do_is_told_with_what_would(
    client: FlaskClient, key: dict[str, str], field: str, value: object, complaint: object
) -> None:
    response = client.put(ADDRESS, json={"title": "Lamps", field: value}, headers=key)

    assert is_problem(response, 422, "unprocessable_entity"), response.text
    found = response.get_json()["errors"][field]
    assert found == (complaint if isinstance(complaint, dict) else [complaint])
