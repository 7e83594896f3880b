"""A page of another origin under a strict policy, in which our script shows the comments; what its visitors do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from moderation.parts import Parts
from moderation.use_cases.change_hosts import change_hosts
from tests.making import PASSWORD
from tests.newsroom import Newsroom, answers

if TYPE_CHECKING:
    from playwright.sync_api import Page

POLICY = (
    "default-src 'none'; script-src {desk}; connect-src {desk}; base-uri 'none'; "
    "require-trusted-types-for 'script'"
)
PAGE = """<!doctype html><html lang="en"{around}>
<head><meta name="viewport" content="width=device-width"><title>News</title></head>
<body><main><h1>The budget vote</h1><p>The council votes tonight.</p>
<p data-comments-count="budget">Comments</p>
<script src="{desk}/embed.js" data-site="harbour" data-article="budget"{more} async></script></main>
<footer>Imprint</footer></body></html>"""

SHIFTS = """window.moved = [];
new PerformanceObserver(seen => window.moved.push(...seen.getEntries().flatMap(
  shift => shift.sources.map(each => each.node?.nodeName ?? 'within'))))
  .observe({ type: 'layout-shift', buffered: true });"""
"""Notes whatever moves by itself in a page."""

FOCUSED = """words => document.querySelector('.comments-of-readers').shadowRoot.activeElement
  ?.innerText.includes(words)"""


@contextmanager
def embedded(page: Page, desk: str, parts: Parts, more: str = "") -> Iterator[Newsroom]:
    """The paper whose page the visitor has open, at a host that the site has listed; nothing goes wrong in it.

    ``more`` stands in the script's tag.
    """
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if "Content Security" in said.text else None)
    with Newsroom("localhost") as paper:
        change_hosts(parts, "harbour", add=[paper.host])
        policy = {"Content-Security-Policy": POLICY.format(desk=desk)}
        for path, around in (("/budget", ""), ("/rtl", ' dir="rtl"')):
            paper.paths[path] = answers(PAGE.format(desk=desk, around=around, more=more), headers=policy)
        page.set_viewport_size({"width": 390, "height": 800})
        page.goto(paper.address("/budget"))
        page.get_by_role("heading", name="Comments").wait_for()
        yield paper
    assert wrong == []


def focused(page: Page, words: str) -> None:
    """Wait until what has the focus in the section says these words."""
    page.wait_for_function(FOCUSED, arg=words)


def fill_in(page: Page, password: str = PASSWORD, name: str = "Rhea") -> None:
    """Send the form to sign up that is open."""
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign up", exact=True).click()


def sign_up(page: Page, name: str = "Rhea") -> None:
    """Sign up, and wait until one may write."""
    page.get_by_role("button", name="Sign up").click()
    fill_in(page, name=name)
    page.get_by_text(f"Signed in as {name}", exact=True).wait_for()


def post(page: Page, text: str) -> None:
    """Write a comment and send it."""
    page.get_by_label("Your comment").fill(text)
    page.get_by_role("button", name="Post comment").click()
