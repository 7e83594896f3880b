"""Who is signed out and led to what is shown to its author alone is told to sign in, and not whether it exists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete
from werkzeug.test import TestResponse

from moderation.domain.callers import Caller
from moderation.domain.comments import Action
from moderation.parts import Parts
from moderation.storage.account_tables import SignIn
from tests.accessible import barriers
from tests.asking import decided
from tests.making import PASSWORD, a_comment, a_manager
from tests.web.embed.reading import ARTICLE, Reader, hidden_in, seen

if TYPE_CHECKING:
    from playwright.sync_api import Page

UNKNOWN = "00000000-0000-7000-8000-000000000000"
FIRST = "Sign in first: what stands here is shown only to who wrote the comment."
MISSED = "The comment that you were led to is not there for everybody. If you wrote it, sign in to see it."


@pytest.fixture
def rejected(parts: Parts, reader: Reader) -> str:
    """What Rhea wrote before she was signed out; Mira rejected it."""
    comment = reader.post("You idiot.").location.partition("show=")[2].partition("#")[0]
    decided(parts, a_manager(parts), comment, Action.REJECT)
    reader.submit(ARTICLE, "/sign-out")
    return comment


@pytest.mark.parametrize("what", ["appeal", "edit", "withdraw"])
def test_the_author_signs_in_and_is_there(reader: Reader, rejected: str, what: str) -> None:
    address = f"/sites/harbour/comments/{rejected}/{what}"
    asked = reader.get(address)

    signed_in = reader.submit(address, "/sign-in", name="Rhea", password=PASSWORD)

    assert asked.status_code == 401
    assert FIRST in seen(asked.text)
    assert "The Harbour Post" in asked.text.partition("<main")[0]
    assert signed_in.location == address
    assert "You idiot." in reader.get(address).text


@pytest.mark.parametrize("what", ["appeal", "edit", "withdraw"])
def test_what_exists_and_what_does_not_look_the_same(reader: Reader, rejected: str, what: str) -> None:
    answers = [reader.get(f"/sites/harbour/comments/{each}/{what}") for each in (rejected, UNKNOWN)]
    token = hidden_in(answers[0].text, "/sign-in")["csrf_token"]
    answers += [
        reader.client.post(
            f"/sites/harbour/comments/{each}/{what}", data={"note": "I quoted.", "csrf_token": token}
        )
        for each in (rejected, UNKNOWN)
    ]

    there, nowhere, sent_there, sent_nowhere = [
        (answer.status_code, alike(answer, rejected)) for answer in answers
    ]
    assert there == nowhere
    assert sent_there == sent_nowhere


@pytest.mark.parametrize(("what", "field"), [("appeal", "note"), ("edit", "text")])
def test_what_was_written_meanwhile_is_not_lost(reader: Reader, rejected: str, what: str, field: str) -> None:
    address = f"/sites/harbour/comments/{rejected}/{what}"
    token = hidden_in(reader.get(address).text, "/sign-in")["csrf_token"]

    sent = reader.client.post(address, data={field: "I quoted <him>.", "csrf_token": token})

    assert sent.status_code == 401
    assert "You are signed out. Copy what you wrote, sign in, and send it again." in seen(sent.text)
    assert "I quoted &lt;him&gt;.</textarea>" in sent.text
    assert hidden_in(sent.text, "/sign-in")["next"] == address


def test_what_was_withdrawn_is_put_back_from_ones_own_page(reader: Reader, rejected: str) -> None:
    token = hidden_in(reader.get("/sign-in").text, "/sign-in")["csrf_token"]
    address = f"/sites/harbour/comments/{rejected}/put-back"

    sent = reader.client.post(address, data={"csrf_token": token})

    assert (sent.status_code, hidden_in(sent.text, "/sign-in")["next"]) == (401, "/me")


def test_respect_leads_back_to_the_comment(reader: Reader) -> None:
    comment = reader.post("A fair budget.").location.partition("show=")[2].partition("#")[0]
    reader.submit(ARTICLE, "/sign-out")
    token = hidden_in(reader.get("/sign-in").text, "/sign-in")["csrf_token"]
    address = f"/sites/harbour/comments/{comment}/respect"

    sent = reader.client.post(address, data={"given": "yes", "csrf_token": token})

    assert sent.status_code == 401
    assert hidden_in(sent.text, "/sign-in")["next"] == f"{ARTICLE}?show={comment}#comment-{comment}"


def test_an_article_says_that_the_comment_one_was_led_to_is_not_there(reader: Reader, rejected: str) -> None:
    there, nowhere = [reader.get(f"{ARTICLE}?show={each}&sort=oldest").text for each in (rejected, UNKNOWN)]

    assert MISSED in seen(there)
    assert MISSED in seen(nowhere)
    assert f"/sign-in?next={ARTICLE}" in there
    assert MISSED not in seen(reader.get().text)


def test_who_sees_the_comment_is_not_told_that_it_is_missing(reader: Reader) -> None:
    assert MISSED not in seen(reader.says("You idiot."))
    assert MISSED not in seen(reader.get(f"{ARTICLE}?show={UNKNOWN}").text)


def test_signing_in_first_works_from_the_keyboard(page: Page, live: str, rejected: str) -> None:
    address = f"/sites/harbour/comments/{rejected}/appeal"
    page.goto(live + address)
    assert barriers(page) == []

    page.keyboard.type("Rhea")  # the name has the focus
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_label("Why do you see it differently?").wait_for()

    assert page.url == live + address


def test_a_button_pressed_after_the_sign_in_ended_leads_to_signing_in_and_back(
    page: Page, live: str, parts: Parts, reader: Reader, machine: Caller
) -> None:
    comment = a_comment(parts, machine, "A fair budget.").id
    page.goto(f"{live}/sign-in?next={ARTICLE}")
    sign_in(page)
    respect = page.get_by_role("button", name="Respect what Ada wrote")
    respect.wait_for()
    with parts.database.writing() as session:
        session.execute(delete(SignIn))

    respect.click()
    page.get_by_label("Password").wait_for()
    sign_in(page)
    respect.wait_for()

    assert page.url == f"{live}{ARTICLE}?show={comment}#comment-{comment}"


def sign_in(page: Page) -> None:
    """Send Rhea's name and password."""
    page.get_by_label("Name or mail address").fill("Rhea")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def alike(answer: TestResponse, comment: str) -> str:
    """The page without what differs by nature: the comment's own id, and the token of this second."""
    return re.sub(r'name="csrf_token" value="[^"]*"', "", answer.text.replace(comment, UNKNOWN))
