"""Coming into the comments of a page of another origin without an account: vouched for by the site, or as a guest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.domain.callers import Caller
from moderation.parts import Parts
from moderation.use_cases.sign_out import sign_out
from tests.accessible import barriers
from tests.embedded import embedded, fill_in, focused, post, sign_up
from tests.making import NOON, PASSWORD, a_comment, the_rules
from tests.vouched import signed

if TYPE_CHECKING:
    from playwright.sync_api import Page

ZOE = ("17", "Zoë Lane")

ANSWERS = """token => document.addEventListener('comments-signed-out',
  ({ target }) => { target.dataset.sso = token })"""
"""A page that brings another token when it is asked to."""


def vouch(page: Page, token: str) -> None:
    """Have the page's tag say who its reader is, as a page does that asks its server later."""
    page.evaluate("token => { document.querySelector('[data-article]').dataset.sso = token }", token)


def test_whom_the_site_vouches_for_writes_at_once(
    page: Page, live: str, machine: Caller, parts: Parts
) -> None:
    a_comment(parts, machine, "A fair budget.")
    page.clock.install(time=NOON)
    with embedded(page, live, parts, f' data-sso="{signed(parts, *ZOE)}" data-sign-in="/members"'):
        page.get_by_text("Signed in as Zoë Lane", exact=True).wait_for()
        assert page.get_by_role("button", name="Sign out").count() == 0
        post(page, "Well argued.")
        focused(page, "Well argued.")
        page.get_by_role("button", name="Edit").wait_for()
        page.get_by_role("button", name="Respect what Ada wrote").click()
        page.get_by_role("button", name="Respect 1").wait_for()
        assert barriers(page) == []

        page.reload()  # with the same token, which the desk would refuse now
        page.get_by_text("Zoë Lane (you)").wait_for()
        assert page.get_by_role("alert").count() == 0
        vouch(page, signed(parts, "18", "Ben"))
        page.get_by_text("Signed in as Ben", exact=True).wait_for()
        assert page.get_by_text("(you)").count() == 0
        vouch(page, signed(parts, "19", "The Harbour Post"))
        page.get_by_text("This page could not sign you in.").wait_for()
        assert page.get_by_role("link", name="Sign in").get_attribute("href") == "/members"
        vouch(page, "")
        page.get_by_text("This page could not sign you in.").wait_for(state="detached")
        assert barriers(page) == []


def end_tokens(page: Page, parts: Parts) -> None:
    """Have what the page shows for its reader be good no more."""
    for token in page.evaluate("Object.values(localStorage)"):
        sign_out(parts, token)


def test_who_is_signed_out_meanwhile_loses_no_word(
    page: Page, live: str, machine: Caller, parts: Parts
) -> None:
    page.clock.install(time=NOON)
    with embedded(page, live, parts):
        sign_up(page)
        end_tokens(page, parts)
        post(page, "A fair budget.")
        page.get_by_text("You were signed out. Sign in again; your text is kept.").wait_for()
        page.get_by_label("Name or mail address").fill("Rhea")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.get_by_role("button", name="Post comment").click()
        focused(page, "A fair budget.")

        vouch(page, signed(parts, *ZOE))
        page.get_by_text("Signed in as Zoë Lane", exact=True).wait_for()
        end_tokens(page, parts)
        post(page, "Well argued.")
        page.get_by_text("Load this page again to sign in").wait_for()
        assert page.get_by_label("Your comment").input_value() == "Well argued."
        page.evaluate(ANSWERS, signed(parts, *ZOE))
        with page.expect_response(lambda answer: "/embed/harbour/articles/budget" in answer.url):
            page.get_by_role("button", name="Post comment").click()
        page.get_by_text("Load this page again to sign in").wait_for(state="detached")
        page.get_by_role("button", name="Post comment").click()
        focused(page, "Well argued.")


def test_a_guest_writes_by_a_name_alone_and_waits(
    page: Page, live: str, machine: Caller, parts: Parts
) -> None:
    the_rules(parts, "harbour", {"newcomer_comments": 0, "guests": "held"})
    with embedded(page, live, parts):
        page.get_by_role("button", name="Write as a guest").click()
        name = page.get_by_label("Name")
        assert name.evaluate("each => each === each.getRootNode().activeElement")
        assert barriers(page) == []
        name.fill("Admin")
        name.press("Enter")
        page.locator(".field .complaint").wait_for()
        name.fill("Guido")
        name.press("Enter")
        page.get_by_text("You write as a guest: Guido", exact=True).wait_for()
        page.get_by_text("What guests write waits").wait_for()
        begins = page.get_by_label("Your comment")
        assert begins.evaluate("each => each === each.getRootNode().activeElement")
        post(page, "A fair budget.")
        focused(page, "Comments of guests are looked at by a person")
        assert barriers(page) == []
        page.reload()
        page.get_by_text("Awaiting review").wait_for()
        page.get_by_role("button", name="Leave").click()
        page.get_by_role("button", name="Write as a guest").wait_for()
        page.get_by_role("button", name="Sign up").click()
        page.get_by_label("Mail address").fill("rhea@example.org")
        fill_in(page)
        page.get_by_text("Your comments wait until you confirm your address").wait_for()
        assert page.get_by_text("Awaiting review").count() == 0
