"""The room for blocks: in the menu of those who may, a form that keeps what was wrong, and a list to lift them from."""

from __future__ import annotations

from flask import Flask

from moderation.domain.callers import Role
from moderation.parts import Parts
from moderation.use_cases.assign_area import assign_area
from moderation.use_cases.change_role import change_role
from tests.making import a_site
from tests.web.desk.browsing import Desk


def test_a_block_is_made_listed_told_and_lifted(desk: Desk, app: Flask, parts: Parts) -> None:
    assert ">Blocks<" not in desk.get("/desk").text
    change_role(parts, "Mira", Role.SENIOR)
    assert ">Blocks<" in desk.get("/desk").text
    assert "Nothing is blocked." in desk.get("/desk/blocks").text

    made = desk.post("/desk/blocks", what=" 192.0.2.0/24 ")
    wrong = desk.post("/desk/blocks", what='0.0.0.0/0"><script>')
    listed = desk.get("/desk/blocks").text
    desk.post("/desk/blocks/lift", what="192.0.2.0/24")
    audit = desk.get("/desk/audit?what=block").text

    assert (made.status_code, wrong.status_code) == (303, 422)
    assert "<script>" not in wrong.text
    assert 'aria-invalid="true"' in wrong.text
    assert "192.0.2.0/24" in listed
    assert "Nothing is blocked." in desk.get("/desk/blocks").text
    assert "Blocked 192.0.2.0/24" in audit
    assert "Let 192.0.2.0/24 in again" in audit
    assert desk.post("/desk/blocks/lift", what="192.0.2.0/24").status_code == 404


def test_who_works_on_one_site_has_no_such_room(desk: Desk, parts: Parts) -> None:
    a_site(parts, "valley")
    change_role(parts, "Mira", Role.SENIOR)
    assign_area(parts, "Mira", "valley")

    assert ">Blocks<" not in desk.get("/desk").text
    assert desk.get("/desk/blocks").status_code == 403
    assert desk.post("/desk/blocks", what="pills.example").status_code == 403
