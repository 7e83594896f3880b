"""An Idempotency-Key at the API: done once, answered alike; what was refused may be tried again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.visitors import a_house
from tests.web.api.desk_asking import Desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with a_house(tmp_path_factory.mktemp("once")) as visitors:
        yield Desk(visitors)


def decide(desk: Desk, comment: str, name: str, **said: Any) -> Any:
    headers = {"Authorization": f"Bearer {desk.keys['inside']}", "Idempotency-Key": name}
    client = desk.visitors.app.test_client()
    return client.post(f"/api/v1/desk/comments/{comment}/decisions", headers=headers, json=said)


def test_what_is_sent_again_is_done_once(desk: Desk) -> None:
    comment = desk.rude()
    first = decide(desk, comment, "a", action="publish", version=2)
    second = decide(desk, comment, "a", action="publish", version=2)
    other = decide(desk, comment, "a", action="reject", reason="insult", version=3)

    assert (first.status_code, second.status_code, second.json) == (201, 201, first.json)
    assert (other.status_code, other.json["code"]) == (422, "key_reused")
    assert len(desk.ask("inside", "GET", f"/comments/{comment}").json["history"]) == 2


def test_what_was_refused_may_be_tried_again_with_what_was_wrong_put_right(desk: Desk) -> None:
    comment = desk.rude()
    wrong = decide(desk, comment, "b", action="reject", version=2)
    right = decide(desk, comment, "b", action="reject", reason="insult", version=2)
    unusable = decide(desk, comment, "two words", action="publish", version=3)

    assert (wrong.status_code, right.status_code) == (422, 201)
    assert list(unusable.json["errors"]) == ["Idempotency-Key"]
