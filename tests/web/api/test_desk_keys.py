"""The desk at the API: a key acts as a manager, within that manager's role and areas, and what it does says so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from moderation.domain.callers import Role
from moderation.storage.tables import Decision
from moderation.use_cases.change_role import change_role
from moderation.use_cases.create_key import create_key
from moderation.use_cases.revoke_key import revoke_key
from tests.making import a_key
from tests.visitors import a_house
from tests.web.api.desk_asking import Desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with a_house(tmp_path_factory.mktemp("desk-keys")) as visitors:
        yield Desk(visitors)


def test_a_queue_is_read_page_by_page_and_narrowed(desk: Desk) -> None:
    made = {desk.rude() for _ in range(3)}

    read: list[str] = []
    cursor = None
    while cursor or not read:
        asked = {"order": "oldest", "limit": 2, **({"cursor": cursor} if cursor else {})}
        page = desk.ask("inside", "GET", "/queue", query_string=asked).json
        read += [each["id"] for each in page["comments"]]
        cursor = page["next"]

    assert made <= set(read)
    assert len(read) == len(set(read)) == page["counts"]["held"]
    assert (
        desk.ask("inside", "GET", "/queue", query_string={"section": "Home / Sport"}).json["comments"] == []
    )
    assert desk.ask("outside", "GET", "/queue").json["comments"] == []


def test_a_comment_is_shown_with_why_it_is_held(desk: Desk) -> None:
    found = desk.ask("inside", "GET", f"/comments/{desk.rude()}").json

    bar = found["scores"][0]
    assert (bar["attribute"], bar["score"], bar["threshold"], bar["holds"]) == ("INSULT", 0.9, 0.7, True)
    assert [piece["text"] for piece in found["evidence"] if piece["weights"]] == ["idiot"]
    assert (found["author"]["name"], found["article"]["id"]) == ("Ada", "budget")
    assert [reason["code"] for reason in found["reasons"]][:2] == ["courtesy", "insult"]


def test_a_decision_says_through_which_key_it_was_made_and_can_be_undone(desk: Desk) -> None:
    comment = desk.rude()
    made = desk.decide("inside", comment, 2, "reject", reason="insult", note="Seen it.")
    last = desk.ask("inside", "GET", f"/comments/{comment}").json["history"][0]
    undone = desk.ask("senior", "POST", f"/comments/{comment}/undo", json={"decision": made.json["decision"]})
    with desk.parts.database.reading() as session:
        keys = session.scalars(
            select(Decision.key_id).where(Decision.comment_id == comment).order_by(Decision.id)
        ).all()

    assert (made.status_code, made.json["status"], made.json["version"]) == (201, "rejected", 3)
    assert (last["by"], last["reason"], last["note"]) == ("inside", "Insult", "Seen it.")
    assert last["key_id"] is not None
    assert (undone.status_code, undone.json["status"]) == (201, "held")
    assert keys[0] is None
    assert None not in keys[1:]
    assert keys[1] != keys[2]


def test_who_comes_late_is_told_what_the_colleague_did(desk: Desk) -> None:
    comment = desk.rude()
    desk.decide("senior", comment, 2)
    late = desk.decide("inside", comment, 2)

    assert (late.status_code, late.json["code"]) == (409, "conflict")
    assert late.json["detail"].startswith("senior approved it at 12:00 UTC")


def test_what_else_is_done_with_a_comment(desk: Desk) -> None:
    comment, at = desk.rude(), "/comments/"
    claimed = desk.ask("inside", "PUT", f"{at}{comment}/claim").json
    seen = desk.ask("senior", "PUT", f"{at}{comment}/claim").json
    released = desk.ask("inside", "DELETE", f"{at}{comment}/claim").status_code
    replied = desk.ask("inside", "POST", f"{at}{comment}/replies", json={"version": 2, "text": "Dear Ada,"})
    featured = desk.ask("inside", "PUT", f"{at}{comment}/featured", json={"version": 3, "featured": True})
    taken_back = desk.ask("senior", "POST", f"/acts/{featured.json['act']}/undo")
    moved = desk.ask("senior", "PUT", f"{at}{comment}/article", json={"version": 5, "article": "match"})
    closed = desk.ask("inside", "PUT", "/articles/budget/mode", json={"mode": "closed", "seen": None})
    opened = desk.ask("inside", "PUT", "/articles/budget/mode", json={"mode": None, "seen": "closed"})

    assert (claimed["colleague"], seen["colleague"], released) == (None, "inside", 204)
    assert (replied.status_code, replied.json["status"]) == (201, "published")
    assert [each.status_code for each in (featured, taken_back, moved, closed, opened)] == [
        200,
        201,
        200,
        200,
        200,
    ]


def test_no_key_reaches_beyond_its_site_and_its_managers_areas(desk: Desk) -> None:
    comment = desk.rude()

    assert desk.ask("outside", "GET", f"/comments/{comment}").status_code == 404
    assert desk.decide("outside", comment, 2).status_code == 404
    assert desk.ask("spare", "GET", "/queue").json["code"] == "scope_missing"  # works on valley alone
    assert desk.ask(a_key(desk.parts), "GET", "/queue").json["code"] == "scope_missing"


def test_a_key_is_nobody_on_the_desks_pages(desk: Desk) -> None:
    headers = {"Authorization": f"Bearer {desk.keys['senior']}"}
    page = desk.visitors.app.test_client().get("/desk/keys", headers=headers)

    assert page.status_code in {302, 401}


def test_a_key_ends_with_its_account_and_when_it_is_revoked(desk: Desk) -> None:
    key = create_key(desk.parts, "brief", "harbour", ["desk"], 2, acts_as="admin")
    before = [desk.ask(key, "GET", "/queue").status_code for _ in range(3)]
    change_role(desk.parts, "admin", Role.READER)
    as_reader = desk.ask(key, "GET", "/queue").json["code"]
    change_role(desk.parts, "admin", Role.ADMIN)
    revoke_key(desk.parts, "brief")

    assert before == [200, 200, 429]
    assert as_reader == "role_missing"
    assert desk.ask(key, "GET", "/queue").json["code"] == "unknown_key"
