"""Counts of many articles at once: of what everybody sees, by anybody, and kept for a while."""

from __future__ import annotations

from flask.testing import FlaskClient

from moderation.domain.callers import Caller
from moderation.parts import Parts
from tests.making import a_comment, an_article

COUNTS = "/api/v1/sites/harbour/counts"


def test_what_is_published_is_counted(client: FlaskClient, parts: Parts, machine: Caller) -> None:
    an_article(parts, machine, "match")
    for text in ("A fair budget.", "You idiot.", "Who pays?"):
        a_comment(parts, machine, text)
    asked = {"article": ["budget", "match", "unknown"]}
    answer = client.get(COUNTS, query_string=asked)
    again = client.get(COUNTS, query_string=asked, headers={"If-None-Match": answer.headers["ETag"]})

    assert answer.json == {"counts": {"budget": 2, "match": 0, "unknown": 0}}
    assert (again.status_code, again.headers["Cache-Control"]) == (304, "public, max-age=60")


def test_a_hundred_articles_are_the_most(client: FlaskClient, machine: Caller) -> None:
    most = client.get(COUNTS, query_string={"article": [str(each) for each in range(100)]})
    beyond = client.get(COUNTS, query_string={"article": [str(each) for each in range(101)]})

    assert (most.status_code, beyond.status_code, client.get(COUNTS).status_code) == (200, 422, 422)
    assert client.get("/api/v1/sites/nowhere/counts", query_string={"article": "x"}).status_code == 404
