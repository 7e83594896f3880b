"""What a reader writes in a page of another origin: asked to look again, edited, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from moderation.domain.callers import Caller, NamedAuthor
from moderation.parts import Parts
from tests.accessible import barriers
from tests.embedded import PAGE, embedded, focused, post, sign_up
from tests.making import NOON, a_comment, an_article, at, the_rules
from tests.newsroom import answers
from tests.payloads import PAYLOADS

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page


@pytest.fixture
def visit(page: Page, live: str, machine: Caller, parts: Parts) -> Iterator[Page]:
    """A page of the paper, where drafts are looked at first."""
    the_rules(parts, "harbour", {"newcomer_comments": 0, "nudge_percent": 100})
    with embedded(page, live, parts):
        yield page


def test_a_rude_draft_is_asked_about_then_changed(visit: Page) -> None:
    sign_up(visit)
    post(visit, "<b>Only</b> an idiot 🤦 would close it.")
    visit.get_by_text("Would you look at this once more?").wait_for()

    area = visit.get_by_label("Your comment")
    assert visit.locator("mark").all_inner_texts() == ["idiot"]
    assert visit.locator(".nudge").get_by_text("<b>Only</b>").count() == 1
    assert area.evaluate("each => each === each.getRootNode().activeElement")
    assert "idiot" in area.evaluate(
        "each => each.getRootNode().getElementById(each.getAttribute('aria-describedby')).textContent"
    )
    assert barriers(visit) == []
    area.fill("Nobody should close it.")
    visit.get_by_role("button", name="Post it now").click()
    focused(visit, "Nobody should close it.")
    visit.get_by_text("Your comment is published.").first.wait_for()
    assert visit.locator(".nudge").count() == 0

    post(visit, "You idiot.")
    visit.get_by_role("button", name="Post it now").click()
    focused(visit, "Awaiting review")
    visit.get_by_role("button", name="Post comment").wait_for()


def test_a_draft_outlasts_the_page_and_not_its_reader(visit: Page) -> None:
    sign_up(visit)
    visit.get_by_label("Your comment").fill("x" * 250)
    visit.get_by_text("250 of 10,000 characters").wait_for()
    visit.reload()
    visit.get_by_text("250 of 10,000 characters").wait_for()
    visit.get_by_role("button", name="Sign out").click()
    sign_up(visit, "Next")

    assert visit.get_by_label("Your comment").input_value() == ""


def test_what_is_held_when_it_is_edited_leaves_its_place_above_its_thread(
    visit: Page, parts: Parts, machine: Caller
) -> None:
    sign_up(visit)
    post(visit, "A fair budget.")
    focused(visit, "A fair budget.")
    own = (visit.locator(".comment").first.get_attribute("id") or "").removeprefix("comment-")
    a_comment(at(parts, NOON + timedelta(minutes=1)), machine, "It is not.", parent=own)
    visit.get_by_role("button", name="Edit this comment of yours").click()
    visit.get_by_label("Change your comment").fill("You idiot.")
    visit.get_by_role("button", name="Save").click()
    focused(visit, "Awaiting review")
    visit.reload()
    visit.get_by_text("It is not.").wait_for()
    assert visit.get_by_role("button", name="Reply to Ada").count() == 0

    visit.get_by_role("button", name="Sign out").click()
    visit.get_by_role("article", name="Out of sight until a community manager has looked at it").wait_for()
    sign_up(visit, "Olga")
    thread = visit.locator(".thread")
    assert "It is not." in thread.inner_text()
    assert not [words for words in ("idiot", "fair", "Rhea", "Reply") if words in thread.inner_text()]
    assert visit.get_by_role("button", name="Reply to Ada").count() == 0
    for width in (390, 1280):
        visit.set_viewport_size({"width": width, "height": 800})
        assert barriers(visit) == []


def test_a_comment_is_edited_withdrawn_and_put_back_in_its_place(visit: Page) -> None:
    sign_up(visit)
    post(visit, "A fare budget.")
    focused(visit, "A fare budget.")
    visit.keyboard.press("Tab")  # over the time
    for name in ("Reply", "Follow", "Edit"):
        visit.keyboard.press("Tab")
        focused(visit, name)
    visit.keyboard.press("Enter")
    visit.get_by_text("You can change it until").wait_for()
    assert barriers(visit) == []
    edited = visit.get_by_role("form", name="Edit")
    edited.get_by_label("Change your comment").fill("  ")
    edited.get_by_role("button", name="Save").click()
    visit.get_by_text("Write your comment first.").wait_for()
    edited.get_by_label("Change your comment").fill("You idiot.")
    edited.get_by_role("button", name="Save").click()
    focused(visit, "Awaiting review")
    visit.get_by_role("heading", name="Comments 0").wait_for()

    visit.get_by_role("button", name="Edit").click()
    edited.get_by_label("Change your comment").fill("A fair budget.")
    edited.get_by_role("button", name="Save").click()
    focused(visit, "Your comment is published.")
    assert "edited" in visit.locator(".by").inner_text()
    visit.get_by_role("button", name="Withdraw").click()
    focused(visit, "Only you can read this.")
    assert barriers(visit) == []
    visit.get_by_role("button", name="Put it back").click()
    focused(visit, "Your comment is published.")
    visit.get_by_role("heading", name="Comments 1").wait_for()


MADE = """() => [...document.querySelector('.comments-of-readers').shadowRoot.querySelectorAll('*')].filter(each =>
  ['SCRIPT', 'IMG', 'IFRAME', 'OBJECT', 'EMBED', 'STYLE', 'LINK', 'BASE', 'META', 'VIDEO', 'AUDIO', 'MATH'].includes(
    each.nodeName.toUpperCase()) || [...each.attributes].some(({ name, value }) =>
    name.startsWith('on') || /^\\s*(javascript|data|vbscript):/i.test(value))).map(each => each.outerHTML)"""
"""What of the section would run, or load anything: nothing may."""


def test_no_text_runs_where_no_policy_forbids_it(
    page: Page, live: str, machine: Caller, parts: Parts
) -> None:
    said = "\n".join(each for each in PAYLOADS if "\x00" not in each and each.isprintable())[:1900]
    the_rules(
        parts,
        "harbour",
        {"newcomer_comments": 0, "nudge_percent": 100, "welcome": said, "hold_links_over": 1000},
    )
    an_article(parts, machine, title=" ".join(PAYLOADS[::20])[:500])
    for place in range(0, len(PAYLOADS), 20):
        author = NamedAuthor(f"x{place}", PAYLOADS[place].lstrip("\u202e")[:40])
        a_comment(parts, machine, "\n\n".join(PAYLOADS[place : place + 20]), author=author)
    alerts: list[str] = []

    def caught(dialog: Dialog) -> None:
        alerts.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", caught)
    with embedded(page, live, parts) as paper:
        paper.paths["/open"] = answers(PAGE.format(desk=live, around="", more=""))
        page.goto(paper.address("/open"))
        sign_up(page, "<img src=x onerror=alert(1)>")
        post(page, "idiot <svg onload=alert(1)> " + said)
        page.locator(".nudge mark").first.wait_for()
        assert page.evaluate(MADE) == []
        page.get_by_label("Your comment").fill("A fair budget, on the whole.")
        page.get_by_role("button", name="Post it now").click()
        page.locator(".posted-state").wait_for()
        own = (page.locator(".comment").first.get_attribute("id") or "").removeprefix("comment-")
        earlier = at(parts, NOON - timedelta(minutes=2))
        a_comment(
            earlier, machine, "Otherwise.", author=NamedAuthor("y", "<b onmouseover=alert(1)>"), parent=own
        )
        page.reload()
        page.get_by_role("button", name="Notices").press("Enter")
        page.get_by_text("replied to you.").wait_for()
        assert page.evaluate(MADE) == []
    assert alerts == []
