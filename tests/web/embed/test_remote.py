"""A page of another origin: which may read what, sign readers in, and post for them; and which may not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from moderation.domain.callers import Role
from moderation.storage import accounts
from moderation.storage.account_tables import SignIn
from moderation.use_cases.change_hosts import change_hosts
from moderation.use_cases.create_account import create_account
from moderation.use_cases.set_rules import set_rules
from moderation.use_cases.steps.names import checked_name
from moderation.use_cases.steps.passwords import hashed
from tests.making import NOON, PASSWORD
from tests.visitors import Visitors, a_house

PAGE = "https://news.example"
VIEW = "/embed/harbour/articles/budget"
COMMENTS = "/api/v1/sites/harbour/articles/budget/comments"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitors]:
    """A house whose sites both have listed the page's host, and harbour another one."""
    with a_house(tmp_path_factory.mktemp("remote")) as house:
        change_hosts(house.parts, "harbour", add=["news.example", "127.0.0.1:9000"])
        change_hosts(house.parts, "valley", add=["news.example"])
        yield house


def ask(house: Visitors, method: str, path: str, *, token: str = "", origin: str = PAGE, **sent: Any) -> Any:
    """The answer to a script in a page of this origin, which sends no cookie."""
    headers = {"Origin": origin, **({"Authorization": f"Bearer {token}"} if token else {})}
    headers |= sent.pop("headers", {})
    return house.app.test_client().open(path, method=method, headers=headers, **sent)


def token_of(house: Visitors, name: str, site: str = "harbour") -> str:
    """The token of a reader who signs up at the site, or in if they did before."""
    said = {"name": name, "password": PASSWORD}
    for way in ("sign-in", "sign-up"):
        answer = ask(house, "POST", f"/embed/{site}/{way}", json=said)
        if answer.status_code == 200:
            return str(answer.json["token"])
    raise AssertionError(answer.text)


@pytest.mark.parametrize(
    ("origin", "listed"),
    [
        (PAGE, True),
        ("http://127.0.0.1:9000", True),
        ("https://news.example.evil.example", False),
        ("https://news.example:444", False),
        ("https://sub.news.example", False),
        ("https://NEWS.example", False),
        ("null", False),
    ],
)
def test_only_listed_origins_read_the_answer(house: Visitors, origin: str, *, listed: bool) -> None:
    answer = ask(house, "GET", VIEW, origin=origin)

    assert answer.headers.get("Access-Control-Allow-Origin") == (origin if listed else None)
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert {"Origin", "Authorization"} <= set(answer.vary)


def test_a_browser_that_asks_first_is_told_what_may_be_sent(house: Visitors) -> None:
    listed = ask(house, "OPTIONS", COMMENTS, headers={"Access-Control-Request-Method": "POST"})
    unlisted = ask(house, "OPTIONS", COMMENTS, origin="https://evil.example")

    assert "Authorization" in listed.headers["Access-Control-Allow-Headers"]
    assert not [name for name, _ in unlisted.headers if name.startswith("Access-Control")]


def test_in_production_a_page_needs_tls(house: Visitors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(house.app.config, "SESSION_COOKIE_SECURE", 1)

    assert "Access-Control-Allow-Origin" not in ask(house, "GET", VIEW, origin="http://news.example").headers
    assert "Access-Control-Allow-Origin" in ask(house, "GET", VIEW).headers


def test_a_reader_signs_up_posts_and_leaves(house: Visitors) -> None:
    token = token_of(house, "Ada")
    posted = ask(house, "POST", COMMENTS, token=token, json={"text": "You idiot."})
    mine, others = ask(house, "GET", VIEW, token=token).json, ask(house, "GET", VIEW).json
    left = ask(house, "POST", "/embed/harbour/sign-out", token=token)

    assert (token[:8], posted.status_code, posted.json["status"]) == ("account_", 201, "held")
    assert (mine["reader"], mine["comments"][0]["is_own"]) == ("Ada", True)
    assert mine["comments"][0]["told"]
    assert (others["reader"], "You idiot." in str(others)) == (None, False)
    assert left.status_code == 204
    assert ask(house, "POST", COMMENTS, token=token, json={"text": "Fair."}).status_code == 401
    assert ask(house, "GET", VIEW, token=token).json["reader"] is None


def test_the_token_of_one_site_is_good_nowhere_else(house: Visitors) -> None:
    token = token_of(house, "Bea")
    elsewhere = "/api/v1/sites/valley/articles/budget/comments"

    assert ask(house, "POST", elsewhere, token=token, json={"text": "Fair."}).json["code"] == "other_site"
    assert ask(house, "GET", "/desk", token=token).location.startswith("/desk/sign-in")
    assert ask(house, "GET", "/embed/valley/articles/budget", token=token).json["reader"] is None


def test_the_welcome_is_what_the_site_says_or_its_section(house: Visitors) -> None:
    usual = ask(house, "GET", VIEW).json["welcome"]
    said = "Be <b>kind</b>.\nhttps://news.example/rules tells how."
    set_rules(house.parts, "harbour", {"newcomer_comments": 0, "welcome": "Be brief."})
    of_site = ask(house, "GET", VIEW).json["welcome"]
    set_rules(house.parts, "harbour", {"welcome": said}, "Home / City")
    page = house.app.test_client().get("/sites/harbour/articles/budget").text

    assert usual.startswith("Please keep conversations courteous and on-topic.\n")
    assert (of_site, ask(house, "GET", VIEW).json["welcome"]) == ("Be brief.", said)
    assert '<p dir="auto">Be &lt;b&gt;kind&lt;/b&gt;.</p>' in page
    assert '<p dir="auto" class="quiet"><a href="https://news.example/rules"' in page


def test_a_token_reads_the_notices_of_its_own_site(house: Visitors, monkeypatch: pytest.MonkeyPatch) -> None:
    found = {}
    for site in ("harbour", "valley"):
        asker, other = token_of(house, "Nora", site), token_of(house, "Otto", site)
        at = f"/api/v1/sites/{site}/articles/budget/comments"
        mine = ask(house, "POST", at, token=asker, json={"text": f"A fair budget in {site}."}).json["id"]
        ask(house, "PUT", f"/embed/{site}/comments/{mine}/follow", token=asker)
        said = {"text": f"Is it, in {site}?", "parent": mine}
        answer = ask(house, "POST", at, token=other, json=said).json["id"]
        said = {"text": f"So they say in {site}.", "parent": answer}
        ask(house, "POST", at, token=other, json=said)
        found[site] = asker
    later = replace(house.parts, now=lambda: NOON + timedelta(minutes=2))
    monkeypatch.setitem(house.app.extensions, "parts", later)

    told = {site: ask(house, "GET", f"/embed/{site}/notices", token=token) for site, token in found.items()}
    assert {site: len(answer.json["notices"]) for site, answer in told.items()} == {"harbour": 2, "valley": 2}
    assert told["valley"].headers["Cache-Control"] == "no-store"
    assert "show=" in told["valley"].json["notices"][0]["page"]
    assert ask(house, "GET", "/embed/valley/notices", token=found["harbour"]).status_code == 403


def test_a_token_runs_out(house: Visitors, monkeypatch: pytest.MonkeyPatch) -> None:
    token = token_of(house, "Cleo")
    later = replace(house.parts, now=lambda: NOON + timedelta(days=15))
    monkeypatch.setitem(house.app.extensions, "parts", later)

    assert ask(house, "POST", COMMENTS, token=token, json={"text": "Fair."}).json["code"] == "session_expired"


def test_who_works_at_the_desk_signs_in_there(house: Visitors) -> None:
    create_account(house.parts, "Mona", Role.MANAGER)
    with house.parts.database.writing() as session:
        accounts.account_named(session, "mona").password_hash = hashed(PASSWORD)  # type: ignore[union-attr]

    said = {"name": "Mona", "password": PASSWORD}

    assert ask(house, "POST", "/embed/harbour/sign-in", json=said).json["code"] == "desk_account"


@pytest.mark.parametrize("role", [Role.READER, Role.MANAGER])
def test_a_right_password_that_awaits_a_code_hands_no_token_to_a_page(house: Visitors, role: Role) -> None:
    """Whoever has a second factor, as a reader who worked at the desk may have, is refused, and nothing is left."""
    name = f"Fred{role}"
    create_account(house.parts, name, Role.MANAGER)
    with house.parts.database.writing() as session:
        account = accounts.account_named(session, checked_name(name)[1])
        assert account is not None
        account.password_hash, account.role = hashed(PASSWORD), role
        account.must_change_password, account.code_secret = False, "JBSWY3DPEHPK3PXP"
        number = account.id
    said = {"name": name, "password": PASSWORD}

    right = ask(house, "POST", "/embed/harbour/sign-in", json=said)
    wrong = ask(house, "POST", "/embed/harbour/sign-in", json={**said, "password": "wrong"})

    assert (right.status_code, right.json["code"], wrong.status_code) == (403, "desk_account", 401)
    assert "token" not in right.json
    assert ("second factor" in right.json["detail"]) is (role is Role.READER)
    with house.parts.database.reading() as session:
        left = session.scalars(select(SignIn).where(SignIn.account_id == number)).all()
        assert [each.site_id for each in left if each.expires_at > NOON] == []


@pytest.mark.parametrize("path", [COMMENTS, "/embed/harbour/sign-in", "/embed/harbour/sign-up"])
def test_an_unlisted_page_posts_nothing(house: Visitors, path: str) -> None:
    token = token_of(house, "Dora")
    said = {"name": "Eve", "password": PASSWORD, "text": "Fair."}

    with_token = ask(house, "POST", path, token=token, origin="https://evil.example", json=said)
    as_form = ask(house, "POST", path, origin="https://evil.example", data=said)

    assert (with_token.json["code"], as_form.json["code"]) == ("unlisted_origin", "unlisted_origin")


def test_signing_in_takes_json_alone(house: Visitors) -> None:
    said = {"name": "Ada", "password": PASSWORD}

    assert ask(house, "POST", "/embed/harbour/sign-in", data=said).status_code == 415
    assert ask(house, "POST", "/embed/harbour/sign-in", json={"name": "Ada"}).status_code == 422
    assert ask(house, "POST", "/embed/harbour/sign-in", json={**said, "password": "wrong"}).status_code == 401


@pytest.mark.parametrize("path", ["/embed/harbour/sign-in", "/embed/harbour/sign-up"])
@pytest.mark.parametrize(
    "body",
    [
        "[" * 60_000,
        '{"name":' * 20_000,
        "[]",
        '"x"',
        '{"name": "\\ud800"}',
        '{"name": "Ada", "password": "a half \\ud800 character"}',
    ],
)
def test_no_body_of_a_stranger_breaks_the_entrance(house: Visitors, path: str, body: str) -> None:
    answer = ask(house, "POST", path, data=body, content_type="application/json")

    assert answer.status_code == 422


def test_the_same_view_is_not_sent_twice(house: Visitors) -> None:
    first = ask(house, "GET", VIEW)
    again = ask(house, "GET", VIEW, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == PAGE


def test_an_article_is_opened_for_the_page_that_shows_it(house: Visitors) -> None:
    unknown = "/embed/harbour/articles/fresh-today"

    assert ask(house, "GET", unknown).status_code == 404
    assert ask(house, "GET", unknown, query_string={"url": "https://evil.example/x"}).status_code == 404
    assert ask(house, "GET", unknown, query_string={"url": f"{PAGE}/fresh"}).json["is_open"]
