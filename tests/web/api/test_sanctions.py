"""A site's own authors at the API: why their comments are not taken, and that a warning is understood."""

from __future__ import annotations

from flask.testing import FlaskClient

from moderation.domain.sanctions import Kind
from moderation.parts import Parts
from moderation.storage import authors, sites
from moderation.use_cases.sanction_author import NewSanction, sanction_author
from tests.making import a_manager
from tests.web.api.asking import is_problem, kept

ADDRESS = "/api/v1/sites/harbour/articles/budget/comments"
UNDERSTOOD = "/api/v1/sites/harbour/understood"
SAID = {"text": "A fair budget.", "author": {"id": "ada", "name": "Ada"}}


def do(parts: Parts, kind: Kind) -> None:
    with parts.database.reading() as session:
        author = authors.author_known_as(session, sites.site_named(session, "harbour"), "ada")
        assert author is not None
    sanction_author(parts, a_manager(parts), author.id, NewSanction(kind, "Mind the tone.", 3), seen=0)


def test_a_suspended_authors_comment_is_refused_with_why(
    client: FlaskClient, key: dict[str, str], parts: Parts
) -> None:
    client.post(ADDRESS, json=SAID, headers=key)
    do(parts, Kind.SUSPEND)

    answer = client.post(ADDRESS, json=SAID, headers=key)

    assert is_problem(answer, 403, "suspended")
    assert "Mind the tone." in answer.text
    assert kept(parts) == 1


def test_a_warning_is_understood_by_the_site(client: FlaskClient, key: dict[str, str], parts: Parts) -> None:
    client.post(ADDRESS, json=SAID, headers=key)
    assert is_problem(client.post(UNDERSTOOD, json={"author": "ada"}, headers=key), 404, "unknown_warning")
    do(parts, Kind.WARN)
    assert is_problem(client.post(ADDRESS, json=SAID, headers=key), 403, "warned")
    assert is_problem(client.post(UNDERSTOOD, json={"author": "ada"}), 401, "key_needed")

    assert client.post(UNDERSTOOD, json={"author": "ada"}, headers=key).status_code == 204

    assert client.post(ADDRESS, json=SAID, headers=key).status_code == 201
