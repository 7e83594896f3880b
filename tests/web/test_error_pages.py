"""Whatever goes wrong, people are told under the brand of the pages around it, with a way back into them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask import Flask
from flask.testing import FlaskClient

from moderation.domain.callers import Caller
from moderation.parts import Parts
from moderation.use_cases.open_site import open_site
from tests.accessible import barriers
from tests.web.desk.browsing import Desk, a_manager_with_a_password
from tests.web.embed.reading import Reader, seen

if TYPE_CHECKING:
    from playwright.sync_api import Page

UNKNOWN = "00000000-0000-7000-8000-000000000000"


@pytest.fixture
def visitor(client: FlaskClient, machine: Caller) -> Reader:
    """Somebody before the pages of The Harbour Post, with a browser that asks for pages."""
    client.environ_base["HTTP_ACCEPT"] = "text/html"
    return Reader(client)


@pytest.fixture
def desk(app: Flask, parts: Parts, machine: Caller) -> Desk:
    """Mira, at the desk."""
    a_manager_with_a_password(parts, "Mira")
    desk = Desk(app.test_client())
    desk.sign_in("Mira")
    return desk


@pytest.mark.parametrize("path", ["/nowhere", "/sites/courier/nowhere", "/sites/courier/articles/none"])
def test_an_error_is_told_under_the_sites_own_name(visitor: Reader, parts: Parts, path: str) -> None:
    alone = visitor.get(path)
    open_site(parts, "courier", "The Courier", {})
    among_two = visitor.get(path)

    assert (alone.status_code, among_two.status_code) == (404, 404)
    assert masthead(alone.text) == "The Harbour Post"
    assert masthead(among_two.text) == ("The Courier" if "courier" in path else "Front page")


def test_who_is_signed_in_stays_so_to_the_eye(visitor: Reader) -> None:
    visitor.sign_up("Rhea")

    assert "Rhea" in masthead(visitor.get("/nowhere").text)


def test_a_forged_post_of_somebody_signed_in_is_told_like_any_other(visitor: Reader) -> None:
    visitor.sign_up("Rhea")

    answer = visitor.client.post("/me/password", data={"old": "a", "password": "b"})

    assert (answer.status_code, masthead(answer.text)) == (403, "The Harbour Post")


@pytest.mark.parametrize("path", ["/desk/", "/desk/nowhere", "/desk/comments/nonsense"])
def test_an_unknown_address_of_the_desk_leads_back_to_it(visitor: Reader, path: str) -> None:
    page = visitor.get(path)

    assert page.status_code == 404
    assert '<a href="/desk">Comment desk</a>' in page.text
    assert "Back to the desk" in page.text
    assert "The Harbour Post" not in page.text


def test_a_manager_who_misses_something_stays_in_the_desk(desk: Desk) -> None:
    page = desk.get(f"/desk/comments/{UNKNOWN}")
    by_script = desk.client.get(f"/desk/comments/{UNKNOWN}", headers={"HX-Request": "true"})

    assert (page.status_code, by_script.status_code) == (404, 404)
    assert 'aria-label="Rooms of the desk"' in page.text
    assert 'aria-current="true"' not in page.text
    assert "Rooms of the desk" not in by_script.text
    assert '<p id="told">' in by_script.text


@pytest.mark.parametrize("side", ["readers", "desk"])
def test_an_error_page_can_be_read_at_every_width(page: Page, live: str, machine: Caller, side: str) -> None:
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 700})
        page.goto(f"{live}/nowhere" if side == "readers" else f"{live}/desk/nowhere")

        assert barriers(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.pathname") == ("/" if side == "readers" else "/desk")


def masthead(page: str) -> str:
    """What stands in the masthead."""
    return " ".join(seen(page.partition("<header")[2].partition(">")[2].partition("</header>")[0]).split())
