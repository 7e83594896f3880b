"""Only managers come in, by name and password, and a one-time password opens nothing but the form to change it."""

from __future__ import annotations

from flask import Flask

from moderation.parts import Parts
from moderation.use_cases.create_account import create_account
from tests.making import PASSWORD, a_reader
from tests.web.desk.browsing import Desk, a_manager_with_a_password


def test_who_is_signed_out_is_asked_to_sign_in_and_then_comes_to_where_they_wanted(
    app: Flask, parts: Parts
) -> None:
    a_manager_with_a_password(parts)
    desk = Desk(app.test_client())

    asked = desk.get("/desk?status=rejected")
    signed_in = desk.sign_in("Mira", back="/desk?status=rejected")

    assert asked.location == "/desk/sign-in?back=/desk?status%3Drejected"
    assert (signed_in.status_code, signed_in.location) == (303, "/desk?status=rejected")


def test_signing_in_never_leads_to_another_place_than_the_desk(app: Flask, parts: Parts) -> None:
    a_manager_with_a_password(parts)

    for target in ("https://evil.example/desk", "//evil.example", "/\\evil.example", "/elsewhere"):
        assert Desk(app.test_client()).sign_in("Mira", back=target).location == "/desk"


def test_a_wrong_password_is_refused_and_the_name_stays_in_the_form(app: Flask, parts: Parts) -> None:
    a_manager_with_a_password(parts)

    refused = Desk(app.test_client()).sign_in("Mira", "not the password")

    assert refused.status_code == 401
    assert "Wrong name or password." in refused.text
    assert 'value="Mira"' in refused.text


def test_guessing_is_slowed_down_and_told_when_to_try_again(app: Flask, parts: Parts) -> None:
    desk = Desk(app.test_client())

    answers = [desk.sign_in("Mira", "a wrong guess") for _ in range(parts.limits.sign_ins_per_minute + 1)]

    assert [answer.status_code for answer in answers] == [401] * parts.limits.sign_ins_per_minute + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert "try again in" in answers[-1].text


def test_signing_in_without_the_forms_token_is_refused(app: Flask, parts: Parts) -> None:
    a_manager_with_a_password(parts)

    forged = app.test_client().post("/desk/sign-in", data={"name": "Mira", "password": PASSWORD})

    assert forged.status_code == 403


def test_a_one_time_password_opens_only_the_form_to_change_it(app: Flask, parts: Parts, held: str) -> None:
    desk = Desk(app.test_client())
    desk.sign_in("Mira", create_account(parts, "Mira"))

    assert desk.get().location == "/desk/password"
    assert desk.get(f"/desk/comments/{held}").location == "/desk/password"
    assert desk.decide(held, "approve", version=2).status_code == 403


def test_a_changed_password_opens_the_desk(app: Flask, parts: Parts) -> None:
    desk = Desk(app.test_client())
    given = create_account(parts, "Mira")
    desk.sign_in("Mira", given)

    changed = desk.post("/desk/password", old=given, password=PASSWORD)

    assert (changed.status_code, changed.location) == (303, "/desk")
    assert "Your password is changed" in desk.get().text


def test_what_is_wrong_with_a_new_password_is_said_beside_its_field(desk: Desk) -> None:
    short = desk.post("/desk/password", old=PASSWORD, password="short")
    wrong = desk.post("/desk/password", old="not the old one", password="a good enough password")

    assert (short.status_code, wrong.status_code) == (422, 422)
    assert 'id="new-says" class="complaint">Use 10 to 200 characters. A few words are fine.' in short.text
    assert 'id="old-wrong">This is not your password.' in wrong.text


def test_a_wrong_one_time_password_is_called_what_its_field_is(app: Flask, parts: Parts) -> None:
    desk = Desk(app.test_client())
    given = create_account(parts, "Mira")
    desk.sign_in("Mira", given)

    wrong = desk.post("/desk/password", old="not the one given", password=PASSWORD)
    same = desk.post("/desk/password", old=given, password=given)

    assert "The one-time password is wrong." in wrong.text
    assert 'id="old-wrong">This is not the one you were given.' in wrong.text
    assert "Choose another than the one you were given." in same.text
    assert "old password" not in wrong.text.lower()


def test_a_reader_is_told_that_the_desk_is_not_for_them(app: Flask, parts: Parts, held: str) -> None:
    a_reader(parts, "Rhea")
    desk = Desk(app.test_client())
    desk.sign_in("Rhea")

    queue, comment = desk.get(), desk.get(f"/desk/comments/{held}")
    decided = desk.decide(held, "approve", version=2)

    assert [answer.status_code for answer in (queue, comment, decided)] == [403, 403, 403]
    assert "Only community managers work here" in queue.text
    assert 'href="/"' in queue.text
    assert 'action="/desk/sign-out"' in queue.text
    assert "You idiot." not in queue.text + comment.text + decided.text


def test_signing_out_ends_the_sign_in_for_good(desk: Desk) -> None:
    cookie = desk.client.get_cookie("comment_desk")
    assert cookie is not None

    out = desk.post("/desk/sign-out")
    desk.client.set_cookie("comment_desk", cookie.value)

    assert out.location == "/desk/sign-in"
    assert desk.get().location == "/desk/sign-in?back=/desk"


def test_a_form_that_is_sent_when_signed_out_is_refused_not_lost(app: Flask, held: str) -> None:
    refused = app.test_client().post(f"/desk/comments/{held}/reply", data={"version": 2, "text": "Dear Ada,"})

    assert refused.status_code == 401
    assert "Sign in" in refused.text
