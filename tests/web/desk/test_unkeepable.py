"""What no database can keep or count to is refused or passed over, and never breaks a page."""

from __future__ import annotations

import pytest

from moderation.domain.callers import Caller, Role
from moderation.parts import Parts
from moderation.use_cases.change_role import change_role
from tests.web.desk.browsing import Desk

BEYOND = 2**31
LONG = "9" * 30

ADDRESSES = (
    "/desk/rules?place=%00",
    "/desk/rules?place=harbour/%00",
    f"/desk/search?q=idiot&after={BEYOND}",
    f"/desk/search?q=idiot&after={LONG}",
    "/desk/search?author=ada&after=%00",
    f"/desk/search?author=%23{LONG}",
    f"/desk/audit?who={LONG}",
    f"/desk/audit?who={LONG * 200}",
    f"/desk/batch?draw={LONG}",
    "/desk/batch?draw=%C2%B2",
    "/desk/articles/harbour/budget?after=%00",
    "/desk/transparency/report.csv?site=%0d%0aX:%20y",
    "/desk/transparency/report.csv?site=%22%E2%80%A8%F0%9F%98%80",
)


@pytest.mark.parametrize("parts", ["sqlite", "postgresql"], indirect=True)
def test_no_address_breaks_a_page(desk: Desk, parts: Parts, machine: Caller, held: str) -> None:
    change_role(parts, "Mira", Role.ADMIN)

    found = {address: desk.get(address).status_code for address in ADDRESSES}

    assert {address: status for address, status in found.items() if status not in {200, 404, 422}} == {}


@pytest.mark.parametrize("parts", ["sqlite", "postgresql"], indirect=True)
def test_a_number_that_cannot_be_kept_is_none(desk: Desk, held: str) -> None:
    assert desk.post("/desk/search/forget", id=BEYOND).status_code == 422
    assert desk.post(f"/desk/batch/{BEYOND}/undo").status_code == 404
    assert desk.decide(held, "approve", version=BEYOND).status_code == 422
