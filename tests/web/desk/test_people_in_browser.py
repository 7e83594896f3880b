"""Administrators and their second factor in a real browser: from the keyboard, on a phone, read out, without script."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pyotp
import pytest

from moderation.domain.callers import Role
from moderation.parts import Parts
from moderation.use_cases.change_role import change_role
from moderation.use_cases.create_hook import NewHook, create_hook
from tests.accessible import barriers
from tests.making import NOON, PASSWORD, a_site
from tests.web.desk.browsing import a_manager_with_a_password
from tests.web.desk.in_chromium import sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LINES = """heading => {
  const lines = [], walker = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
  let top = null;
  while (walker.nextNode()) [...walker.currentNode.data].forEach((letter, place) => {
    const range = new Range();
    range.setStart(walker.currentNode, place);
    range.setEnd(walker.currentNode, place + 1);
    const here = range.getBoundingClientRect().top;
    if (here !== top) lines.push("");
    top = here;
    lines[lines.length - 1] += letter;
  });
  return lines;
}"""
"""What stands in each line of a heading, as it is broken now."""


@pytest.fixture(autouse=True)
def administrator(parts: Parts) -> None:
    """Mira, of a site."""
    a_site(parts)
    a_manager_with_a_password(parts, "Mira")
    change_role(parts, "Mira", Role.ADMIN)


def test_the_second_factor_is_set_up_from_the_keyboard_and_signs_in(page: Page, live: str) -> None:
    sign_in(page, live, "Mira")
    page.locator("html.has-keys #tabs").wait_for()
    page.goto(f"{live}/desk/account")
    assert barriers(page) == []
    page.get_by_role("link", name="Set up a second factor").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Cannot scan it?").focus()
    page.keyboard.press("Enter")
    assert barriers(page) == []
    secret = page.locator("#typed code").inner_text().replace(" ", "")
    picture = page.locator("img.qr").evaluate("image => image.complete && image.naturalWidth > 100")
    page.get_by_label("Six digits").focus()
    page.keyboard.type(pyotp.TOTP(secret).at(NOON))
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Your second factor is on").wait_for()
    assert barriers(page) == []
    page.locator(".menu summary").click()
    page.get_by_role("button", name="Sign out").click()

    sign_in(page, live, "Mira")
    page.get_by_label("Six digits").wait_for()
    assert barriers(page) == []
    page.keyboard.type(pyotp.TOTP(secret).at(NOON, counter_offset=1))  # it has the focus
    page.keyboard.press("Enter")
    page.locator("html.has-keys #tabs").wait_for()

    assert picture, "the content security policy lets it show"


def test_people_keys_and_the_audit_on_a_phone_without_script(browser: Browser, live: str) -> None:
    with browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        sign_in(page, live, "Mira")
        page.get_by_role("link", name="People").click()
        page.get_by_role("link", name="New account…").click()
        page.get_by_label("Name").fill("Noor")
        page.get_by_label("Senior community manager").check()
        page.get_by_role("button", name="Create account").click()
        page.get_by_role("link", name=re.compile("Done")).click()
        page.get_by_role("link", name="Noor").click()
        page.get_by_label("Section").fill("Home / World")
        page.get_by_role("button", name="Assign").click()
        page.get_by_text("harbour / Home / World", exact=True).wait_for()
        page.get_by_text("Reset password…").click()
        page.get_by_role("button", name="Reset Noor’s password").click()
        page.get_by_role("heading", name="A new password for Noor").wait_for()
        page.goto(f"{live}/desk/keys/new")
        page.get_by_role("textbox", name="Name").fill("newsroom")
        page.get_by_label("Put articles of the site").check()
        page.get_by_role("button", name="Make key").click()
        page.get_by_role("link", name=re.compile("Done")).click()
        page.get_by_role("link", name="Audit").click()
        told = page.locator("ol.lines").inner_text()

    done = ("Made the API key newsroom", "Reset the password of Noor", "Changed what Noor works on")
    assert all(each in told for each in done)


def test_a_long_name_leaves_the_rooms_of_the_desk_in_sight(page: Page, live: str, parts: Parts) -> None:
    name = "Wilhelmina Featherstonehaugh-Cholmondele"
    a_manager_with_a_password(parts, name)
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, live, name)
    page.locator("html.has-keys #tabs").wait_for()

    assert page.locator("#rooms").evaluate("rooms => rooms.clientWidth > innerWidth / 2")
    assert page.locator(".menu summary").inner_text() == name


def test_every_page_is_whole_and_without_barriers(page: Page, live: str, parts: Parts) -> None:
    sign_in(page, live, "Mira")
    page.locator("html.has-keys #tabs").wait_for()
    hook = NewHook("harbour", "https://cms.example.org/a/rather/long/address/for/comments", ["report.filed"])
    create_hook(parts, hook)
    for address in (
        "people",
        "people/new",
        "people/1",
        "keys",
        "keys/new",
        "hooks",
        "hooks/new",
        "hooks/1",
        "audit",
    ):
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(f"{live}/desk/{address}")

        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        page.set_viewport_size({"width": 1280, "height": 844})
        assert barriers(page) == [], address


def test_a_long_address_of_a_hook_stays_in_one_line_and_breaks_where_it_is_read_in_parts(
    page: Page, live: str, parts: Parts
) -> None:
    url = f"https://cms.example.org/{'integrations/' * 9}incoming?environment=production&token={'ab1' * 9}"
    create_hook(parts, NewHook("harbour", url, ["report.filed"]))
    sign_in(page, live, "Mira")
    page.locator("html.has-keys #tabs").wait_for()

    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live}/desk/hooks")
    link = page.get_by_role("link", name=url)
    one_line = link.evaluate("link => link.getClientRects().length === 1 && link.clientHeight < 30")
    page.goto(f"{live}/desk/hooks/1")
    lines = page.get_by_role("heading", name=url).evaluate(LINES)

    assert one_line
    assert "".join(lines) == url
    assert len(lines) > 2
    assert all(line[-1] in "/?=" or after[0] == "&" for line, after in pairwise(lines))


def test_what_a_hook_may_be_told_is_no_list_of_headings(page: Page, live: str) -> None:
    sign_in(page, live, "Mira")
    page.locator("html.has-keys #tabs").wait_for()
    page.goto(f"{live}/desk/hooks/new")

    weights = page.locator(".form .choice").evaluate_all(
        "all => all.map(one => getComputedStyle(one).fontWeight)"
    )

    assert set(weights) == {"400"}
