"""What is read carries a tag, and is not sent again to who has it; whatever changes is seen at once."""

from __future__ import annotations

from flask.testing import FlaskClient

from moderation.domain.callers import Caller
from moderation.domain.comments import Action
from moderation.parts import Parts
from tests.asking import decided
from tests.making import a_comment, a_manager, a_reader

LISTING = "/api/v1/sites/harbour/articles/budget/comments"


def shown(client: FlaskClient, **asked: object) -> list[str]:
    """The ids of the comments that anybody is shown."""
    answer = client.get(LISTING, query_string=asked).json
    assert answer is not None
    return [each["id"] for each in answer["comments"]]


def test_a_listing_is_not_sent_again_until_something_changes(
    parts: Parts, machine: Caller, client: FlaskClient
) -> None:
    mira = a_manager(parts)
    comment = a_comment(parts, machine).id
    first = client.get(LISTING)

    def again(tag: str) -> int:
        return client.get(LISTING, headers={"If-None-Match": tag}).status_code

    tag = first.headers["ETag"]
    assert (again(tag), again('"another"')) == (304, 200)
    assert shown(client, limit=1) == [comment]
    second = a_comment(parts, machine, "Another one.").id
    assert again(tag) == 200
    tag = client.get(LISTING).headers["ETag"]
    decided(parts, mira, second, Action.REJECT)
    answer = client.get(LISTING, headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert shown(client) == [comment]
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in answer.headers["Vary"]


def test_nobody_gets_what_was_kept_for_somebody_else(
    parts: Parts, client: FlaskClient, machine: Caller
) -> None:
    rhea = a_reader(parts)
    held = a_comment(parts, rhea, "You idiot.", site="harbour", author=None).id

    assert shown(client) == shown(client, sort="oldest") == []
    assert held not in client.get(LISTING).text


def test_an_unknown_article_is_still_unknown(client: FlaskClient, machine: Caller) -> None:
    assert client.get(LISTING.replace("budget", "nothing")).status_code == 404


def test_an_article_is_only_replaced_as_it_was_seen(client: FlaskClient, key: dict[str, str]) -> None:
    def put(title: str, seen: str | None = None) -> tuple[int, str]:
        headers = {**key, **({"If-Match": seen} if seen else {})}
        answer = client.put(LISTING.removesuffix("/comments"), json={"title": title}, headers=headers)
        return answer.status_code, answer.headers.get("ETag", "")

    _, first = put("The budget")
    status, second = put("The new budget", first)
    assert status == 200
    assert put("Another budget", first)[0] == 412
    assert put("The new budget") == (200, second)
    assert put("The new budget", f'"x", {second}') == (200, second)


def test_a_star_stands_for_any_article_that_is_there(client: FlaskClient, key: dict[str, str]) -> None:
    def put(article: str, seen: str) -> tuple[int, str]:
        address, headers = f"/api/v1/sites/harbour/articles/{article}", {**key, "If-Match": seen}
        answer = client.put(address, json={"title": "The new budget"}, headers=headers)
        return answer.status_code, (answer.json or {}).get("code", "")

    assert put("budget", "*") == (200, "")
    assert put("lamps", "*") == (412, "outdated")
    assert put("lamps", '"x"') == (412, "outdated")
    assert client.get(LISTING.replace("budget", "lamps")).status_code == 404


def test_a_weak_tag_is_no_proof_of_what_was_seen(client: FlaskClient, key: dict[str, str]) -> None:
    address = LISTING.removesuffix("/comments")
    tag = client.put(address, json={"title": "The budget"}, headers=key).headers["ETag"]
    weak = client.put(address, json={"title": "Mine"}, headers={**key, "If-Match": f"W/{tag}"})

    assert weak.status_code == 412
