"""Many comments are decided on from pages that work without script, and what was refused is said where it was asked."""

from __future__ import annotations

import re

import pytest

from moderation.domain.callers import Caller
from moderation.domain.comments import Status
from moderation.parts import Parts
from tests.making import a_comment, stored
from tests.web.desk.browsing import Desk

RANGE: dict[str, str | int] = {"status": "held", "attribute": "INSULT", "low": 80, "high": 100}
ADDRESS = "/desk/batch?status=held&attribute=INSULT&low=80&high=100"


@pytest.fixture
def insults(parts: Parts, machine: Caller) -> list[str]:
    return [a_comment(parts, machine, f"You idiot, number {number}.").id for number in range(3)]


def fingerprint(desk: Desk) -> str:
    found = re.search(r'name="fingerprint" value="(\w+)"', desk.get(ADDRESS).text)
    assert found is not None
    return found[1]


def test_a_range_shows_its_histogram_its_count_and_a_sample(desk: Desk, insults: list[str]) -> None:
    page = " ".join(desk.get(ADDRESS).text.split())

    assert "3 comments in this range" in page
    assert page.count("You idiot, number") == 3
    assert '<th scope="row">90–95 %</th><td class="figure">3</td>' in page
    assert 'class="inside" data-low="90"' in page


def test_a_range_is_rejected_and_undone_from_the_message(
    desk: Desk, colleague: Desk, parts: Parts, insults: list[str]
) -> None:
    done = desk.post("/desk/batch", **RANGE, fingerprint=fingerprint(desk), action="reject", reason="spam")
    page = desk.get(done.location).text
    counted = stored(parts)[Status.REJECTED]
    undo = re.search(r'action="(/desk/batch/\d+/undo)"', page)
    assert undo is not None
    colleague.post(undo[1])

    assert "Rejected 3 comments: spam." in page
    assert "Rejected 3 by Mira: spam" in page
    assert (counted, stored(parts)[Status.HELD]) == (3, 3)
    assert "Undone: 3 comments as before." in colleague.get("/desk/batch").text


def test_what_changed_since_is_a_conflict_that_shows_the_new_numbers(
    desk: Desk, colleague: Desk, parts: Parts, insults: list[str]
) -> None:
    seen = fingerprint(desk)
    colleague.decide(insults[0], "approve", version=2)

    late = desk.post("/desk/batch", **RANGE, fingerprint=seen, action="reject", reason="spam", note="flood")

    assert late.status_code == 409
    assert "it holds 2 now" in late.text
    assert late.text.count("autofocus") == 1
    assert 'value="flood"' in late.text
    assert stored(parts)[Status.REJECTED] == 0


def test_a_rejection_without_a_reason_is_said_beside_the_reasons(desk: Desk, insults: list[str]) -> None:
    answer = desk.post("/desk/batch", **RANGE, fingerprint=fingerprint(desk), action="reject", note="flood")

    assert answer.status_code == 422
    assert '<p class="complaint" id="reason-wrong">' in answer.text
    assert 'value="flood"' in answer.text


@pytest.mark.parametrize("address", ["status=rejected", "attribute=CHARM", "low=x", "high=101"])
def test_what_is_no_range_is_refused(desk: Desk, address: str) -> None:
    assert desk.get(f"/desk/batch?{address}").status_code == 422


def test_those_like_one_are_picked_and_decided_on(desk: Desk, parts: Parts, insults: list[str]) -> None:
    address = f"/desk/batch/like/{insults[0]}"
    page = desk.get(f"{address}?by=author").text
    picked = sorted(re.findall(r'name="picked" value="([^"]+)" checked', page))[:2]

    none = desk.post(address, by="author", action="approve")
    desk.client.post(address, data={"csrf_token": desk.token(), "picked": picked, "action": "approve"})

    assert none.status_code == 422
    assert "No comment is chosen." in none.text
    assert stored(parts) == {**dict.fromkeys(Status, 0), Status.HELD: 1, Status.PUBLISHED: 2}
    assert desk.post(address, picked="nonsense", action="approve").status_code == 422


def test_nothing_is_picked_where_nothing_else_is_like_it(desk: Desk, parts: Parts, machine: Caller) -> None:
    alone = a_comment(parts, machine, "You idiot.").id

    page = desk.get(f"/desk/batch/like/{alone}").text

    assert "Nothing else that waits says nearly the same." in page
    assert 'name="picked"' not in page


def test_only_managers_act_on_many(app: object, insults: list[str], desk: Desk) -> None:
    desk.post("/desk/sign-out")

    assert desk.get("/desk/batch").status_code == 302
    assert desk.post("/desk/batch", **RANGE, fingerprint="", action="approve").status_code == 401
    assert desk.post("/desk/batch/1/undo").status_code == 401
