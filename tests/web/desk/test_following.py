"""Colleagues see who looks at what, and what the others did, without anybody being kept from deciding."""

from __future__ import annotations

from datetime import timedelta

from moderation.domain.callers import Caller
from moderation.parts import Parts
from moderation.storage import claims
from moderation.use_cases.claim_comment import claim_comment
from moderation.use_cases.see_colleagues import see_colleagues
from tests.making import NOON, a_comment, a_manager, at
from tests.web.desk.browsing import Desk


def live(desk: Desk, **asked: str) -> dict[str, object]:
    said = desk.client.get("/desk/live", query_string=asked).json
    assert isinstance(said, dict)
    return said


def test_a_colleague_is_named_where_they_look_until_they_leave(
    desk: Desk, colleague: Desk, held: str
) -> None:
    mine = desk.post(f"/desk/comments/{held}/claim").json
    second = colleague.post(f"/desk/comments/{held}/claim").json
    seen = colleague.get().text, live(colleague, seen=f"{held}:2")
    desk.post(f"/desk/comments/{held}/release")

    assert (mine, second) == ({"by": None}, {"by": "Mira"})
    assert "Mira is looking at this" in seen[0]
    assert "1 colleague here" in seen[0]
    assert seen[1]["looking"] == {held: "Mira"}
    assert "is looking at this" not in desk.get().text
    assert live(colleague, seen=f"{held}:2")["looking"] == {}


def test_a_claim_ends_by_itself_and_is_then_somebody_elses(parts: Parts, held: str) -> None:
    mira, noor = a_manager(parts, "Mira"), a_manager(parts, "Noor")
    claim_comment(parts, mira, held)
    renewed = at(parts, NOON + timedelta(minutes=4))
    claim_comment(renewed, mira, held)
    between, later = (at(parts, NOON + timedelta(minutes=minutes)) for minutes in (8, 10))

    assert see_colleagues(between, noor, [held]) == {held: "Mira"}
    assert claim_comment(later, noor, held) is None
    assert see_colleagues(later, mira, [held]) == {held: "Noor"}
    with parts.database.writing() as session:
        claims.drop_before(session, NOON + timedelta(hours=1))
    assert see_colleagues(later, mira, [held]) == {}


def test_what_came_in_and_what_was_decided_elsewhere_is_told_once(
    desk: Desk, colleague: Desk, parts: Parts, machine: Caller, held: str
) -> None:
    asked = {"seen": f"{held}:2,nonsense:x", "since": held}
    before = desk.client.get("/desk/live", query_string=asked)
    unchanged = desk.client.get(
        "/desk/live", query_string=asked, headers={"If-None-Match": before.headers["ETag"]}
    )
    colleague.decide(held, "reject", version=2, reason="insult")
    a_comment(at(parts, NOON + timedelta(minutes=1)), machine, "One idiot more.")
    after = live(desk, **asked)

    assert (before.status_code, unchanged.status_code, unchanged.text) == (200, 304, "")
    assert after["settled"] == {held: "Rejected by Noor: Insult"}
    assert (after["arrived"], after["counts"]) == (
        1,
        {"held": 1, "reported": 0, "appealed": 0, "unscored": 0},
    )


def test_only_managers_follow_and_claim(desk: Desk, held: str) -> None:
    desk.post("/desk/sign-out")

    assert desk.client.get("/desk/live").status_code == 302
    assert desk.post(f"/desk/comments/{held}/claim").status_code == 401
