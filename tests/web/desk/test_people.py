"""The rooms for people, keys and the audit, as an administrator uses them."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from moderation.domain.acts import Deed
from moderation.domain.callers import Role
from moderation.parts import Parts
from moderation.storage.acts import Change, add_act
from moderation.use_cases.change_role import change_role
from moderation.use_cases.identify_caller import identify_caller
from tests.making import a_manager, a_site
from tests.web.desk.browsing import Desk, a_manager_with_a_password
from tests.web.desk.test_account import guard

SECRET = re.compile(r'class="secret"><code>([^<]+)</code>')


@pytest.fixture
def admin(desk: Desk, parts: Parts) -> Desk:
    """Mira, an administrator, at the desk of a site."""
    change_role(parts, "Mira", Role.ADMIN)
    a_site(parts)
    return desk


def shown(text: str) -> str:
    """What the page shows this once."""
    found = SECRET.search(text)
    assert found is not None
    return found[1]


def test_an_account_is_made_and_its_password_shown_once(app: Flask, admin: Desk) -> None:
    made = admin.post("/desk/people/new", name="Noor", role="senior")
    noor = Desk(app.test_client())

    signed_in = noor.sign_in("Noor", shown(made.text))

    assert signed_in.location == "/desk"
    listed = admin.get("/desk/people").text
    assert "senior community manager" in listed
    assert "Has not chosen a password yet" in listed
    assert shown(made.text) not in listed


def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_is_kept(admin: Desk) -> None:
    for name, role, complaint in (
        ("Mira", "manager", "There is an account named Mira"),
        ("", "manager", "Choose a name of 1 to 40"),
        ("Noor", "reader", "Choose one of these."),
        ("Noor", "king", "Choose one of these."),
    ):
        answer = admin.post("/desk/people/new", name=name, role=role)

        assert answer.status_code in {409, 422}
        assert complaint in answer.text
        assert f'value="{name}"' in answer.text


def test_a_role_is_changed_and_the_last_administrator_stays(admin: Desk, parts: Parts) -> None:
    noor, mira = a_manager(parts, "Noor"), 1
    own = admin.post(f"/desk/people/{mira}/role", role="manager")

    changed = admin.post(f"/desk/people/{noor.account_id}/role", role="admin")
    given_up = admin.post(f"/desk/people/{mira}/role", role="senior")

    assert own.status_code == 422
    assert "Mira is the last administrator" in own.text
    assert (changed.status_code, changed.location) == (303, "/desk/people")
    assert given_up.location == "/desk"
    assert admin.get("/desk/people").status_code == 403
    assert admin.get("/desk/audit").status_code == 200


def test_sections_are_assigned_and_taken_back(admin: Desk, parts: Parts) -> None:
    noor = f"/desk/people/{a_manager(parts, 'Noor').account_id}"

    admin.post(f"{noor}/areas", site="harbour", section="Home/World")
    assigned = admin.get(noor).text
    again = admin.post(f"{noor}/areas", site="harbour", section="Home / World")
    admin.post(f"{noor}/areas/remove", site="harbour", section="Home / World")

    assert "Noor works on harbour / Home / World from now on." in assigned
    assert "Let them work on everything" in assigned
    assert again.status_code == 422
    assert 'value="Home / World"' in again.text
    assert "Noor works on everything now." in admin.get(noor).text


def test_a_lost_password_and_a_lost_factor_are_made_good(app: Flask, admin: Desk, parts: Parts) -> None:
    a_manager_with_a_password(parts, "Noor")
    noor = Desk(app.test_client())
    noor.sign_in("Noor")
    guard(noor)
    page = admin.get("/desk/people/2").text
    mark = re.search(r'name="mark" value="([0-9a-f]{64})"', page)
    assert mark is not None

    admin.post("/desk/people/2/browsers", mark=mark[1])
    signed_out = noor.get("/desk").status_code
    admin.post("/desk/people/2/factor")
    opened = noor.sign_in("Noor").location
    password = shown(admin.post("/desk/people/2/password").text)

    assert "Second factor" in page
    assert (signed_out, opened) == (302, "/desk")
    assert noor.get("/desk").status_code == 302
    assert noor.sign_in("Noor", password).location == "/desk"
    assert noor.get("/desk").location == "/desk/password"


def test_nobody_has_that_number(admin: Desk) -> None:
    for number in (999, 2**31 - 1, 2**40):
        assert admin.get(f"/desk/people/{number}").status_code == 404
        assert admin.post(f"/desk/people/{number}/role", role="manager").status_code == 404


def test_a_key_is_made_shown_once_and_revoked(admin: Desk, parts: Parts) -> None:
    fields = {"name": "newsroom", "site": "harbour", "scopes": "articles", "per_minute": "60"}
    made = admin.post("/desk/keys/new", **fields)
    caller = identify_caller(parts, key=shown(made.text))
    listed = admin.get("/desk/keys").text

    revoked = admin.post(f"/desk/keys/{caller.key_id}/revoke")

    assert (caller.site, caller.scopes, caller.per_minute) == ("harbour", frozenset({"articles"}), 60)
    assert shown(made.text) not in listed
    assert revoked.status_code == 303
    assert "Revoked" in admin.get("/desk/keys").text
    assert admin.post(f"/desk/keys/{caller.key_id}/revoke").status_code == 404


def test_a_key_that_will_not_do_is_not_made(admin: Desk) -> None:
    good = {"name": "newsroom", "site": "harbour", "scopes": "articles", "per_minute": "60"}
    for wrong in ({"name": ""}, {"scopes": "everything"}, {"per_minute": "0"}, {"site": "nowhere"}):
        assert admin.post("/desk/keys/new", **(good | wrong)).status_code in {404, 422}

    assert "No machine has a key yet" in admin.get("/desk/keys").text


def test_the_audit_tells_in_sentences_and_is_narrowed(admin: Desk, held: str, parts: Parts) -> None:
    admin.decide(held, "reject", version=2, reason="courtesy", note="Third time.")
    admin.post("/desk/people/new", name="Noor", role="senior")
    admin.post("/desk/people/2/role", role="manager")

    whole, roles = (admin.get(f"/desk/audit{query}").text for query in ("", "?what=role&who=1"))
    empty = admin.get("/desk/audit?from=2020-01-01&until=2020-01-31").text

    assert "Changed the role of Noor" in whole
    assert "senior community manager → community manager" in whole
    assert "Made an account for Noor" in whole
    assert "Rejected a comment: discourteous" in whole
    assert "“Third time.”" in whole
    assert "You idiot." not in whole
    assert "Changed the role of Noor" in roles
    assert "Made an account for Noor" not in roles
    assert "Nothing was done that fits" in empty


def test_the_audit_tells_of_every_deed(admin: Desk, parts: Parts) -> None:
    subjects = {
        Deed.RULES: "site 1",
        Deed.FORGET: "site 1",
        Deed.NOTE: "author 1",
        Deed.MODEL: "model words-1",
    }
    with parts.database.writing() as session:
        for deed in Deed:
            subject = subjects.get(deed, "account 1")
            add_act(session, deed, subject, Change(), manager_id=None, now=parts.now())

    page = admin.get("/desk/audit")

    assert page.status_code == 200
    assert "Took away the texts of long rejected comments at The Harbour Post" in page.text
    assert "Changed the rules of The Harbour Post" in page.text


def test_what_the_audit_cannot_be_asked_is_refused(admin: Desk) -> None:
    for query in ("who=king", "who=99999999999999", "what=nonsense", "from=yesterday", "after=nowhere"):
        assert admin.get(f"/desk/audit?{query}").status_code == 422, query


def test_the_audit_goes_on_where_the_page_ended(admin: Desk, parts: Parts) -> None:
    a_manager(parts, "Noor")
    for number in range(55):
        change_role(parts, "Noor", Role.MANAGER if number % 2 else Role.SENIOR)
    first = admin.get("/desk/audit?what=role").text
    earlier = re.search(r'href="(/desk/audit\?[^"]+)">Earlier', first)
    assert earlier is not None

    second = admin.get(earlier[1].replace("&amp;", "&")).text

    assert first.count('class="deed"') == 50
    assert 0 < second.count('class="deed"') < 10
    assert "Back to the latest" in second
