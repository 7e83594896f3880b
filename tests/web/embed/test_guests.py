"""Guests write at the article's own page, without JavaScript, where the site takes any."""

from __future__ import annotations

from dataclasses import replace

import pytest

from moderation.domain.callers import Caller
from moderation.parts import Parts
from tests.making import a_comment, a_machine, a_site, an_article, the_rules
from tests.web.embed.reading import ARTICLE, Reader, seen

FORM = "/sites/harbour/guest"


@pytest.fixture
def welcome(parts: Parts, visitor: Reader) -> Reader:
    """Somebody at a site that takes guests."""
    the_rules(parts, "harbour", {"guests": "held", "newcomer_comments": 0})
    return visitor


def come_in(visitor: Reader, **said: str) -> str:
    """Where the guest's form leads to."""
    return visitor.submit(f"{FORM}?next={ARTICLE}%23comments", FORM, **{"name": "Passer By", **said}).location


def test_guests_write_with_a_name_alone_wait_and_leave(welcome: Reader) -> None:
    assert f'href="{FORM}?next=' in welcome.get().text
    assert "It takes a name and a password, or as a guest a name alone." in welcome.get().text

    assert come_in(welcome) == f"{ARTICLE}#comments"

    page = welcome.says("The harbour needs a crane.")
    assert "You write as a guest: Passer By" in seen(page)
    assert "What guests write waits" in page
    assert "The harbour needs a crane." in page
    assert "Awaiting review" in page
    welcome.submit(ARTICLE, "/sign-out")
    assert "The harbour needs a crane." not in welcome.get().text


def test_a_guest_of_one_site_is_nobody_elsewhere_and_still_a_guest_there(
    parts: Parts, welcome: Reader
) -> None:
    a_site(parts, "meadow")
    the_rules(parts, "meadow", {"guests": "held"})
    an_article(parts, a_machine(parts, "meadow"))
    come_in(welcome)
    elsewhere = welcome.get("/sites/meadow/articles/budget").text

    assert welcome.get("/me").status_code in {302, 303}
    assert 'href="/sites/meadow/guest?next=' in elsewhere
    assert "Passer By" not in elsewhere
    assert "Passer By" in welcome.get().text


def test_a_guest_whose_form_was_forged_stays_signed_in(welcome: Reader) -> None:
    come_in(welcome)

    assert welcome.client.post("/sign-out").status_code == 403
    assert welcome.client.post(f"{ARTICLE}/comments", data={"text": "Forged."}).status_code == 403
    assert "Passer By" in welcome.get().text


def test_a_form_without_its_token_and_a_program_take_nobody_in(welcome: Reader) -> None:
    assert welcome.client.post(FORM, data={"name": "Passer By"}).status_code == 403

    come_in(welcome, website="https://pills.example")

    assert "Passer By" not in welcome.get().text


def test_a_site_without_guests_offers_none_and_says_so(visitor: Reader) -> None:
    assert FORM not in visitor.get().text

    answer = visitor.submit(FORM, FORM, name="Passer By")

    assert answer.status_code == 403
    assert "Sign up to write here." in answer.text
    assert visitor.get("/sites/nowhere/guest").status_code == 404


def test_a_guest_reports_for_any_reason(parts: Parts, machine: Caller, welcome: Reader) -> None:
    address = f"/sites/harbour/comments/{a_comment(parts, machine, 'Who pays?').id}/report"
    come_in(welcome)

    assert "Without signing in" not in welcome.get(address).text
    answer = welcome.submit(address, address, ground="spam")
    assert answer.status_code == 303


def test_a_name_that_will_not_do_is_said_beside_it(welcome: Reader) -> None:
    answer = welcome.submit(FORM, FORM, name="")

    assert answer.status_code == 422
    assert "Choose a name of 1 to 40 visible characters." in answer.text


def test_too_many_guests_from_one_place_are_told_to_wait(parts: Parts, welcome: Reader) -> None:
    slow = replace(parts, limits=replace(parts.limits, sign_ups_per_hour=1))
    welcome.client.application.extensions["parts"] = slow
    come_in(welcome)

    answer = welcome.submit(FORM, FORM, name="Another")

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
