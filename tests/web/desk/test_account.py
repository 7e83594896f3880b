"""Your own account at the desk: setting up the second factor, signing in with it, signing browsers out."""

from __future__ import annotations

import re
from dataclasses import replace

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient

from moderation.app import make_app
from moderation.parts import Parts
from moderation.settings import Settings
from tests.making import NOON, PASSWORD
from tests.web.desk.browsing import Desk, a_manager_with_a_password
from tests.web.embed.reading import Reader

COOKIE = "comment_desk"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def code(secret: str, step: int = 0) -> str:
    """What the authenticator shows, so many steps after noon."""
    return pyotp.TOTP(secret).at(NOON, counter_offset=step)


def offered(desk: Desk) -> str:
    """The secret that is shown to be typed."""
    typed = re.search(
        r'id="typed".*?<code>([A-Z0-9 ]+)</code>', desk.get("/desk/account/factor").text, re.DOTALL
    )
    assert typed is not None
    return typed[1].replace(" ", "")


def guard(desk: Desk) -> tuple[str, list[str]]:
    """Set up the second factor; the secret, and the recovery codes that are shown."""
    secret = offered(desk)
    shown = desk.post("/desk/account/factor", code=code(secret), password=PASSWORD)
    return secret, re.findall(r"<li><code>([a-z0-9-]+)</code>", shown.text)


def test_the_second_factor_is_set_up_and_asked_for(app: Flask, desk: Desk) -> None:
    secret, codes = guard(desk)
    other = Desk(app.test_client())

    answer = other.sign_in("Mira", back="/desk?status=rejected")
    still_out = other.get("/desk")
    asked = other.get(answer.location)
    done = other.post("/desk/sign-in/code", code=code(secret, 1), back="/desk?status=rejected")

    assert len(codes) == 8
    assert answer.location.startswith("/desk/sign-in/code")
    assert still_out.location == "/desk/sign-in?back=/desk"
    assert 'autocomplete="one-time-code"' in asked.text
    assert (done.status_code, done.location) == (303, "/desk?status=rejected")
    assert other.get("/desk").status_code == 200
    assert codes[0] not in desk.get("/desk/account").text, "shown once"


def test_the_picture_holds_the_secret_and_a_reload_offers_the_same(desk: Desk) -> None:
    page = desk.get("/desk/account/factor").text

    assert 'class="qr" src="data:image/svg+xml;charset=utf-8,%3Csvg' in page
    assert offered(desk) == offered(desk)


def test_a_wrong_code_is_said_beside_the_field_and_nothing_is_turned_on(desk: Desk) -> None:
    secret = offered(desk)

    wrong = desk.post("/desk/account/factor", code="000000", password=PASSWORD)
    unsure = desk.post("/desk/account/factor", code=code(secret), password="a wrong password")

    assert (wrong.status_code, unsure.status_code) == (422, 422)
    assert 'id="code-wrong">This code is not the one' in wrong.text
    assert 'id="password-wrong">This is not your password.' in unsure.text
    assert offered(desk) == secret
    assert "Set up a second factor" in desk.get("/desk/account").text


def test_without_an_offer_nothing_is_set_up(desk: Desk) -> None:
    answer = desk.post("/desk/account/factor", code="123456", password=PASSWORD)

    assert answer.status_code == 422


def test_the_browser_gets_another_token_with_each_step(app: Flask, desk: Desk) -> None:
    """What somebody planted in a browser, or saw before the code was entered, opens nothing afterwards."""
    secret, _ = guard(desk)
    victim = Desk(app.test_client())
    victim.client.set_cookie(COOKIE, planted(app))
    victim.sign_in("Mira")
    seen = victim.client.get_cookie(COOKIE)
    victim.post("/desk/sign-in/code", code=code(secret, 1))
    assert victim.get("/desk").status_code == 200
    assert seen is not None

    thief = app.test_client()
    thief.set_cookie(COOKIE, seen.value)

    assert thief.get("/desk").location == "/desk/sign-in?back=/desk"
    assert thief.get("/desk/sign-in/code").location == "/desk/sign-in"


def planted(app: Flask) -> str:
    """A cookie of somebody else's visit to the sign-in form."""
    visitor = app.test_client()
    visitor.get("/desk/sign-in")
    cookie = visitor.get_cookie(COOKIE)
    assert cookie is not None
    return cookie.value


def test_the_code_page_is_for_those_whose_password_was_right(app: Flask, client: FlaskClient) -> None:
    desk = Desk(app.test_client())

    refused = desk.post("/desk/sign-in/code", code="123456")

    assert client.get("/desk/sign-in/code").location == "/desk/sign-in"
    assert refused.status_code == 401
    assert client.post("/desk/sign-in/code", data={"code": "123456"}).status_code == 403, (
        "without a CSRF token"
    )


def test_a_wrong_code_leaves_another_try_and_a_recovery_code_opens(app: Flask, desk: Desk) -> None:
    _, codes = guard(desk)
    other = Desk(app.test_client())
    other.sign_in("Mira")

    wrong = other.post("/desk/sign-in/code", code="000000")
    right = other.post("/desk/sign-in/code", code=codes[3])

    assert wrong.status_code == 422
    assert "This code is wrong, or was used already." in wrong.text
    assert right.location == "/desk"
    assert "7 recovery codes left" in other.get("/desk/account").text


def test_a_manager_who_signs_in_at_the_readers_pages_is_asked_too(app: Flask, desk: Desk) -> None:
    secret, _ = guard(desk)
    reader = Reader(app.test_client())

    answer = reader.submit("/sign-in?next=/", "/sign-in", name="Mira", password=PASSWORD)
    out = reader.get("/desk").status_code
    done = Desk(reader.client).post("/desk/sign-in/code", code=code(secret, 1), back="/")

    assert answer.location == "/desk/sign-in/code?back=/"
    assert out == 302
    assert done.location == "/"


def test_new_codes_and_turning_off_need_the_password(desk: Desk) -> None:
    _, codes = guard(desk)

    refused = [desk.post(f"/desk/account/{each}", password="wrong") for each in ("codes", "factor/off")]
    renewed = desk.post("/desk/account/codes", password=PASSWORD)
    off = desk.post("/desk/account/factor/off", password=PASSWORD)

    assert [answer.status_code for answer in refused] == [422, 422]
    assert 'id="codes-wrong">The password is wrong.' in refused[0].text
    assert "New recovery codes" in renewed.text
    assert not set(re.findall(r"<li><code>([a-z0-9-]+)</code>", renewed.text)) & set(codes)
    assert off.status_code == 303
    assert "Your second factor is off" in desk.get("/desk/account").text


def test_browsers_are_listed_by_name_and_signed_out(app: Flask, desk: Desk) -> None:
    other = app.test_client()
    other.environ_base["HTTP_USER_AGENT"] = FIREFOX
    Desk(other).sign_in("Mira")
    page = desk.get("/desk/account").text
    mark = re.search(r'Firefox on Linux.*?name="mark" value="([0-9a-f]{64})"', page, re.DOTALL)
    assert mark is not None

    desk.post("/desk/account/browsers", mark=mark[1])
    alone = desk.get("/desk/account").text

    assert page.count("This browser") == 1
    assert "Firefox on Linux" in page
    assert "Mozilla" not in page
    assert other.get("/desk").status_code == 302
    assert "Firefox on Linux" not in alone


def test_all_others_are_signed_out_at_once(app: Flask, desk: Desk) -> None:
    others = [Desk(app.test_client()) for _ in range(2)]
    for other in others:
        other.sign_in("Mira")

    desk.post("/desk/account/browsers/others")

    assert [other.get("/desk").status_code for other in (*others, desk)] == [302, 302, 200]


@pytest.fixture
def demanding(settings: Settings, parts: Parts) -> Desk:
    """Mira at a desk where everybody needs a second factor."""
    app = make_app(settings, replace(parts, demands_factor=True), "a secret of the tests")
    a_manager_with_a_password(parts, "Mira")
    desk = Desk(app.test_client())
    desk.sign_in("Mira")
    return desk


def test_where_it_is_demanded_every_page_leads_to_setting_it_up(demanding: Desk) -> None:
    before = demanding.get("/desk")
    posted = demanding.post("/desk/people/new", name="Eve")
    form = demanding.get("/desk/account/factor").text
    guard(demanding)

    assert before.location == "/desk/account/factor"
    assert posted.status_code == 403
    assert "asks everybody at the desk for a second factor" in form
    assert demanding.get("/desk").status_code == 200
    assert "Turn off" not in demanding.get("/desk/account").text
    assert demanding.post("/desk/account/factor/off", password=PASSWORD).status_code == 403
