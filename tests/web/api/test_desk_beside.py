"""What a key does at the desk beside one comment: batches, authors, rules, and looking back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.visitors import a_house
from tests.web.api.desk_asking import Desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with a_house(tmp_path_factory.mktemp("desk-beside")) as visitors:
        yield Desk(visitors)


def test_a_range_is_decided_on_as_it_was_surveyed_and_undone(desk: Desk) -> None:
    made = [desk.rude(f"You idiot number {number}.") for number in range(3)]
    asked = {"attribute": "INSULT", "low": 80}
    seen = desk.ask("inside", "GET", "/batches/range", query_string=asked).json
    late = desk.rude("You other idiot.")
    said = {**asked, "fingerprint": seen["fingerprint"], "action": "reject", "reason": "insult"}
    refused = desk.ask("inside", "POST", "/batches/range", json=said)
    again = desk.ask("inside", "GET", "/batches/range", query_string=asked).json
    done = desk.ask("inside", "POST", "/batches/range", json={**said, "fingerprint": again["fingerprint"]})
    undone = desk.ask("inside", "POST", f"/batches/{done.json['batch']}/undo")
    picked = {"picked": [{"id": late, "version": 4}], "action": "publish"}

    assert seen["count"] == 3
    assert {each["id"] for each in seen["sample"]} == set(made)
    assert (refused.status_code, refused.json["code"]) == (409, "batch_changed")
    assert (done.status_code, done.json["size"]) == (201, 4)
    assert undone.json == {"count": 4, "left": 0}
    assert desk.ask("inside", "POST", "/batches/picked", json=picked).status_code == 201
    assert desk.ask("inside", "GET", f"/comments/{made[0]}/alike", query_string={"by": "author"}).json[
        "comments"
    ]


def test_an_author_is_looked_up_noted_and_sanctioned(desk: Desk) -> None:
    author = desk.ask("inside", "GET", f"/comments/{desk.rude()}").json["author"]["id"]
    noted = desk.ask("inside", "POST", f"/authors/{author}/notes", json={"text": "Often in a hurry."})
    record = desk.ask("inside", "GET", f"/authors/{author}").json
    warning = {"kind": "warn", "reason": "Mind the tone.", "seen": record["seen"]}
    warned = desk.ask("inside", "POST", f"/authors/{author}/sanctions", json=warning)
    late = desk.ask("senior", "POST", f"/authors/{author}/sanctions", json=warning)
    ban = {**warning, "kind": "ban", "seen": warned.json["act"]}
    too_much = desk.ask("inside", "POST", f"/authors/{author}/sanctions", json=ban)
    ended = desk.ask("inside", "POST", f"/sanctions/{warned.json['sanction']}/end")

    assert noted.status_code == 201
    assert (record["name"], record["notes"][0]["by"]) == ("Ada", "inside")
    assert (late.status_code, late.json["detail"]) == (
        409,
        "inside warned the author at 12:00 UTC, after you opened this. Nothing was done.",
    )
    assert (too_much.status_code, too_much.json["code"]) == (403, "role_missing")
    assert ended.status_code == 201


def test_rules_are_tried_out_changed_and_taken_back(desk: Desk) -> None:
    desk.rude()
    lax = {"thresholds": {"INSULT": 1.01}}
    before = desk.ask("senior", "GET", "/rules").json
    tried = desk.ask("senior", "POST", "/rules/simulation", json={"rules": {**before["said"], **lax}})
    said = {"rules": {**before["said"], **lax}, "seen": before["number"], "note": "Less strict."}
    refused = desk.ask("inside", "PUT", "/rules", json=said)
    changed = desk.ask("senior", "PUT", "/rules", json=said)
    late = desk.ask("senior", "PUT", "/rules", json=said)
    versions = desk.ask("senior", "GET", "/rules/versions").json["versions"]
    back = {"number": versions[1]["number"], "seen": changed.json["number"]}
    reverted = desk.ask("senior", "POST", "/rules/revert", json=back)
    broken = desk.ask(
        "senior", "PUT", "/rules", json={"rules": {"mode": "loud"}, "seen": reverted.json["number"]}
    )

    assert tried.json["let_go"]["count"] > 0
    assert refused.json["code"] == "role_missing"
    assert changed.status_code == 200
    assert late.status_code == 409
    assert versions[0]["note"] == "Less strict."
    assert desk.ask("senior", "GET", "/rules").json["said"] == before["said"]
    assert (broken.status_code, list(broken.json["errors"])) == (422, ["mode"])
    assert desk.ask("inside", "GET", "/rules", query_string={"section": "Home / City"}).status_code == 200


def test_versions_of_rules_are_read_page_by_page(desk: Desk) -> None:
    for days in (7, 14, 21):
        seen = desk.ask("senior", "GET", "/rules").json["number"]
        said = {"rules": {"appeal_days": days}, "seen": seen, "note": f"{days} days."}
        assert desk.ask("senior", "PUT", "/rules", json=said).status_code == 200

    whole = desk.ask("senior", "GET", "/rules/versions").json
    first = desk.ask("senior", "GET", "/rules/versions", query_string={"limit": 2}).json
    rest = desk.ask("senior", "GET", "/rules/versions", query_string={"cursor": first["next"]}).json
    refused = [
        desk.ask("senior", "GET", "/rules/versions", query_string={"cursor": cursor}).status_code
        for cursor in ("0", "-1", "x", "9" * 10)
    ]

    assert first["versions"] + rest["versions"] == whole["versions"]
    assert (len(first["versions"]), rest["next"], whole["next"]) == (2, None, None)
    assert first["versions"][1]["differences"] == ["Appeals: 7 days → 14 days"]
    assert refused == [422] * 4


def test_looking_back_is_within_the_managers_areas_and_role(desk: Desk) -> None:
    comment = desk.rude("The mayor is an idiot.")
    desk.decide("inside", comment, 2, "reject", reason="insult")

    found = desk.ask("inside", "GET", "/search", query_string={"q": "mayor", "status": "rejected"}).json
    audit = desk.ask("senior", "GET", "/audit", query_string={"what": "reject", "limit": 1}).json
    more = desk.ask("senior", "GET", "/audit", query_string={"cursor": audit["next"]})

    assert [each["id"] for each in found["comments"]] == [comment]
    assert found["comments"][0]["decision"]["by"] == "inside"
    assert (audit["entries"][0]["by"], audit["entries"][0]["key_id"] is None) == ("inside", False)
    assert more.status_code == 200
    assert desk.ask("inside", "GET", "/audit").json["code"] == "role_missing"
    assert desk.ask("outside", "GET", "/search", query_string={"q": "mayor"}).json["comments"] == []
    assert desk.ask("senior", "GET", "/insight").json["pace"]["decisions"] > 0
    assert desk.ask("inside", "GET", "/insight").json["by_manager"] is None
    assert desk.ask("inside", "GET", "/transparency").json["by_reason"]
    assert desk.ask("inside", "GET", "/articles/budget").json["counts"]["rejected"] > 0
