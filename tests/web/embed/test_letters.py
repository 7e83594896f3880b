"""Where the links of letters lead: an address is confirmed, a password replaced; no answer tells whose is whose."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from moderation.parts import Parts
from tests.making import PASSWORD
from tests.outbox import Outbox
from tests.web.embed.reading import ARTICLE, Reader, seen

MAIL = "rhea@example.org"
ANOTHER = "another good password"


@pytest.fixture
def outbox(parts: Parts, tmp_path: Path) -> Outbox:
    return Outbox(parts, tmp_path / "outbox")


def sign_up(reader: Reader, name: str = "Rhea", **fields: str) -> str:
    """Where a new account's form leads."""
    form = {"name": name, "password": PASSWORD, "address": MAIL, **fields}
    return reader.submit(f"/sign-up?next={ARTICLE}", "/sign-up", **form).location


def press(reader: Reader, path: str, **fields: str) -> str:
    """The page after the form on the page of a link, which posts to itself, was sent."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', reader.get(path).text)
    assert token is not None
    return reader.client.post(path, data={"csrf_token": token[1], **fields}, follow_redirects=True).text


def test_signed_up_confirmed_posted_and_there(visitor: Reader, outbox: Outbox, app: Flask) -> None:
    assert sign_up(visitor) == ARTICLE
    waits = seen(visitor.says("Well argued."))
    stranger = Reader(app.test_client())
    (letter,) = outbox.letters()
    confirmed = press(stranger, outbox.path())
    outbox.letters()
    page = seen(stranger.get().text)

    assert (letter["To"], letter["From"]) == (MAIL, "The Harbour Post <comments@desk.example>")
    assert "Your comments wait until you confirm your address" in waits
    assert "Confirm your address first: follow the link in the letter that we sent you." in waits
    assert "Thank you, Rhea : your address is confirmed." in seen(confirmed)
    assert "Well argued." in page
    assert "wait until you confirm" not in seen(visitor.get().text)


def test_looking_at_a_link_uses_nothing(visitor: Reader, outbox: Outbox) -> None:
    sign_up(visitor)
    path = outbox.path()

    assert [visitor.get(path).status_code for _ in range(3)] == [200, 200, 200]
    assert visitor.client.post(path).status_code == 403  # without the form's own token
    assert "is confirmed" in press(visitor, path)
    assert visitor.get(path).status_code == 404


def test_a_forgotten_password_is_replaced_and_the_thief_signed_out(
    visitor: Reader, outbox: Outbox, app: Flask
) -> None:
    sign_up(visitor)
    press(visitor, outbox.path())
    owner = Reader(app.test_client())
    told = owner.get(owner.submit("/forgot", "/forgot", address=MAIL).location).text
    path = outbox.path()
    again = press(owner, path, password="short")
    after = press(owner, path, password=ANOTHER)
    answer = owner.submit("/sign-in", "/sign-in", name=MAIL, password=ANOTHER)

    assert "If an account has this address, a letter is on its way there." in seen(told)
    assert "Use 10 to 200 characters." in seen(again)
    assert "Your new password counts from now on. Sign in with it." in seen(after)
    assert "Signed in as Rhea" in seen(owner.get(ARTICLE).text)
    assert answer.status_code == 303
    assert "Signed in as" not in seen(visitor.get().text)
    assert owner.get(path).status_code == 404


def test_no_answer_tells_whether_an_address_is_known(visitor: Reader, outbox: Outbox, app: Flask) -> None:
    sign_up(visitor)
    press(visitor, outbox.path())
    answers, pages, ups = [], [], []
    for mail in (MAIL, "nobody@example.org"):
        stranger = Reader(app.test_client())
        answers.append(stranger.submit("/forgot", "/forgot", address=mail))
        pages.append(seen(stranger.get(answers[-1].location).text))
        ups.append(sign_up(stranger, f"Not {mail[:3]}", address=mail))
    wrong = [
        Reader(app.test_client()).submit("/sign-in", "/sign-in", name=mail, password="not that password")
        for mail in (MAIL, "nobody@example.org")
    ]

    assert len({(answer.status_code, answer.location) for answer in answers}) == 1
    assert len(set(pages)) == len(set(ups)) == 1
    assert {seen(answer.text).replace(MAIL, "") for answer in wrong} == {seen(wrong[1].text)}
    assert [answer.status_code for answer in wrong] == [401, 401]


def test_signing_in_and_up_begins_a_session_of_its_own(visitor: Reader) -> None:
    with visitor.client.session_transaction() as session:
        session["token"] = "planted"
        session["planted"] = "by another"
    sign_up(visitor)
    with visitor.client.session_transaction() as session:
        up = dict(session)
    visitor.submit(ARTICLE, "/sign-out")
    visitor.submit("/sign-in", "/sign-in", name="Rhea", password=PASSWORD)
    with visitor.client.session_transaction() as session:
        again = dict(session)

    assert up["token"] not in {"planted", again["token"]}
    assert "planted" not in up


def test_a_program_that_fills_in_everything_gets_no_account(visitor: Reader) -> None:
    assert sign_up(visitor, website="https://pills.example") == ARTICLE
    assert "Signed in as" not in seen(visitor.get().text)
    assert visitor.submit("/sign-in", "/sign-in", name="Rhea", password=PASSWORD).status_code == 401


def test_an_address_is_given_later_and_what_is_wrong_stands_beside_it(reader: Reader, outbox: Outbox) -> None:
    own = "/me/address"
    wrong = reader.submit(own, own, address="rhea", password="not that password")
    asked = reader.submit(own, own, address=MAIL, password=PASSWORD)
    waits = seen(reader.get(own).text)
    press(reader, outbox.path())

    assert (wrong.status_code, "Write an address like ada@example.org." in seen(wrong.text)) == (422, True)
    assert asked.location == own
    assert f"{MAIL} waits to be confirmed" in waits
    assert f"Letters go to {MAIL} ." in seen(reader.get(own).text)
