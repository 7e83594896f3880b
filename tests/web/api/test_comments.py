"""Comments over HTTP: the contract of the wire, and a precise refusal for everything else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient

from moderation.parts import Parts
from moderation.use_cases.sign_up import sign_up
from tests.making import NOON, PASSWORD, a_comment, a_machine, at
from tests.web.api.asking import is_problem, kept

ADDRESS = "/api/v1/sites/harbour/articles/budget/comments"
ADA = {"id": "ada", "name": "Ada"}


def test_a_comment_comes_in_and_the_answer_says_what_became_of_it(
    client: FlaskClient, key: dict[str, str]
) -> None:
    response = client.post(ADDRESS, json={"text": "A fair budget.", "author": ADA}, headers=key)

    assert response.status_code == 201
    assert response.json is not None
    assert {**response.json, "id": "…"} == {
        "id": "…",
        "status": "published",
        "reasons": [],
        "model": "words-1",
        "version": 2,
    }


def test_a_held_comment_says_why_in_its_authors_words(client: FlaskClient, key: dict[str, str]) -> None:
    response = client.post(ADDRESS, json={"text": "You idiot.", "author": ADA}, headers=key)

    assert response.json is not None
    assert response.json["status"] == "held"
    assert response.json["reasons"] == [
        {"code": "score.insult", "text": "This looks like it is aimed at a person rather than their point."}
    ]


def test_a_copy_too_many_is_held_and_says_so(client: FlaskClient, key: dict[str, str]) -> None:
    text = "I earn 500 a week from home now, ask coach Daniel how, he answers everybody!"
    authors = [{"id": f"bot{number}", "name": "Bot"} for number in range(3)]

    answers = [client.post(ADDRESS, json={"text": text, "author": bot}, headers=key).json for bot in authors]
    reason = {"code": "spam.repeated", "text": "Nearly the same was posted on this site before."}
    assert [(each["status"], each["reasons"]) for each in answers if each] == [
        ("published", []),
        ("published", []),
        ("held", [reason]),
    ]


def test_what_holds_nothing_is_no_reason(client: FlaskClient, key: dict[str, str]) -> None:
    twice = {"text": "You idiot, you have not understood a word of it.", "author": ADA}
    client.post(ADDRESS, json=twice, headers=key)

    again = client.post(ADDRESS, json=twice, headers=key).json

    assert again is not None
    assert [each["code"] for each in again["reasons"]] == ["score.insult"]


def test_a_form_does_the_same(client: FlaskClient, parts: Parts, key: dict[str, str]) -> None:
    response = client.post(ADDRESS, data={"text": "A fair budget."}, headers=signed_in(client, parts))

    assert response.status_code == 201


def test_a_form_sent_by_a_browser_goes_to_the_comment_on_its_page(
    client: FlaskClient, parts: Parts, key: dict[str, str]
) -> None:
    headers = {**signed_in(client, parts), "Accept": "text/html"}

    response = client.post(ADDRESS, data={"text": "A fair budget."}, headers=headers)

    assert response.status_code == 303
    address, _, comment = response.headers["Location"].partition("#comment-")
    assert address == f"/sites/harbour/articles/budget?show={comment}"


def signed_in(client: FlaskClient, parts: Parts, name: str = "Rhea") -> dict[str, str]:
    """The headers of a browser that has signed in and carries its CSRF token."""
    token = sign_up(parts, name, PASSWORD, "192.0.2.1")
    with client.session_transaction() as session:
        session["token"] = token
        session["csrf_token"] = "f" * 40
    with client.application.test_request_context():
        from flask import session as flask_session
        from flask_wtf.csrf import generate_csrf

        flask_session["csrf_token"] = "f" * 40
        return {"X-CSRFToken": generate_csrf()}


def test_a_cookie_without_its_csrf_token_posts_nothing(
    client: FlaskClient, parts: Parts, key: dict[str, str]
) -> None:
    signed_in(client, parts)

    response = client.post(ADDRESS, json={"text": "Forged."})

    assert is_problem(response, 403, "csrf")
    assert kept(parts) == 0


def test_an_expired_session_is_told_so(client: FlaskClient, parts: Parts, key: dict[str, str]) -> None:
    headers = signed_in(client, parts)
    client.application.extensions["parts"] = at(parts, NOON + timedelta(days=20))

    response = client.post(ADDRESS, json={"text": "Late."}, headers=headers)

    assert is_problem(response, 401, "session_expired")
    assert kept(parts) == 0


def test_an_idempotency_key_answers_the_same_again_and_another_body_is_refused(
    client: FlaskClient, parts: Parts, key: dict[str, str]
) -> None:
    headers = {**key, "Idempotency-Key": "order-1"}
    first = client.post(ADDRESS, json={"text": "Once.", "author": ADA}, headers=headers)
    again = client.post(ADDRESS, json={"text": "Once.", "author": ADA}, headers=headers)
    other = client.post(ADDRESS, json={"text": "Twice.", "author": ADA}, headers=headers)

    assert (first.status_code, again.json) == (201, first.json)
    assert is_problem(other, 422, "key_reused")
    assert kept(parts) == 1


def test_what_was_sent_can_be_counted(client: FlaskClient, key: dict[str, str]) -> None:
    for number, text in enumerate(["Fine.", "You idiot.", "Fine too."]):
        headers = {**key, "Idempotency-Key": f"run_7-{number}"}
        client.post(ADDRESS, json={"text": text, "author": ADA}, headers=headers)

    counted = client.get("/api/v1/sites/harbour/submissions?prefix=run_7-", headers=key)
    others = client.get("/api/v1/sites/harbour/submissions?prefix=runx7-", headers=key)

    counts = {"published": 2, "held": 1, "rejected": 0, "withdrawn": 0, "erased": 0}
    assert counted.json == {"stored": 3, "by_status": counts}
    assert others.json is not None
    assert others.json["stored"] == 0


def pages(client: FlaskClient, query: str) -> list[str]:
    texts: list[str] = []
    cursor = ""
    while True:
        page: Any = client.get(f"{ADDRESS}?{query}{cursor}").json
        texts += [comment["text"] for comment in page["comments"]]
        if page["next"] is None:
            return texts
        cursor = f"&cursor={page['next']}"


def test_a_listing_goes_on_where_the_cursor_says(client: FlaskClient, key: dict[str, str]) -> None:
    for number in range(5):
        client.post(ADDRESS, json={"text": f"Comment {number}", "author": ADA}, headers=key)

    assert pages(client, "limit=2&sort=newest") == [*reversed(pages(client, "limit=2&sort=oldest"))]
    assert len(set(pages(client, "limit=2&sort=most_replied"))) == 5


def test_an_article_is_new_once_and_replaced_after(client: FlaskClient, key: dict[str, str]) -> None:
    article = {
        "title": "Harvest",
        "section": ["Home", "Farming"],
        "published_at": "2026-11-01T08:00:00+00:00",
    }

    first = client.put("/api/v1/sites/harbour/articles/harvest", json=article, headers=key)
    again = client.put("/api/v1/sites/harbour/articles/harvest", json={**article, "open": False}, headers=key)
    late = client.post(
        "/api/v1/sites/harbour/articles/harvest/comments", json={"text": "Late.", "author": ADA}, headers=key
    )

    assert (first.status_code, again.status_code) == (201, 200)
    assert is_problem(late, 403, "closed")


def test_a_reply_sent_as_a_form_leads_to_a_page_that_shows_it(
    client: FlaskClient, parts: Parts, key: dict[str, str]
) -> None:
    machine = a_machine(parts)
    first = a_comment(parts, machine)
    for number in range(25):
        a_comment(parts, machine, f"A fair budget, {number}.")
        a_comment(parts, machine, f"I agree, {number}.", parent=first.id)
    headers = {**signed_in(client, parts), "Accept": "text/html"}

    answer = client.post(ADDRESS, data={"text": "So do I.", "parent": first.id}, headers=headers)
    address, _, comment = answer.headers["Location"].partition("#")

    assert f'id="{comment}"' in client.get(address).text


def test_stray_control_characters_of_real_comments_are_kept(
    client: FlaskClient, parts: Parts, key: dict[str, str]
) -> None:
    response = client.post(ADDRESS, json={"text": "A fair\x08 budget.\x0b", "author": ADA}, headers=key)
    page: Any = client.get(ADDRESS).json

    assert response.status_code == 201
    assert page["comments"][0]["text"] == "A fair\x08 budget.\x0b"
