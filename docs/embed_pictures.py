"""Takes the pictures of the comments in a page of another site, as its readers see them."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from docs.desk_pictures import PICTURES
from moderation.app import make_parts
from moderation.domain.callers import NamedAuthor
from moderation.settings import Settings
from moderation.use_cases.change_hosts import change_hosts
from moderation.use_cases.set_rules import set_rules
from moderation.use_cases.submit_comment import NewComment, submit_comment
from tests.making import a_machine, at
from tests.newsroom import Newsroom, answers

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from moderation.parts import Parts
    from tests.serving import RealService

WIDTHS = {"": 1280, "-390": 390}
HEIGHT = 900
SITE, ARTICLE = "demo", "quay-street-vote"
STORY = (
    "After five hours of speeches, the city council decided to close Quay Street to private cars for a year."
)
PAGE = """<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width"><title>News</title>
<style>body {{ margin: 0 auto; max-width: 43rem; padding: 24px 16px; font: 1.0625rem/1.5 Georgia, serif }}
:root {{ --comments-font: system-ui, sans-serif; --comments-words-font: Georgia, serif }}</style></head>
<body><main><h1>Council votes 11 to 10 to close Quay Street</h1><p>{story}</p>
<script src="{desk}/embed.js" data-site="{site}" data-article="{article}" async></script></main></body></html>"""
WELCOME = (
    "Argue with the point, not with the person.\nStay with the article. What breaks these rules waits for us."
)
SAID = {
    "Oona": "Six parking bays for badge holders where there were nineteen is not a modest change. Add them first.",
    "Benedikt": "I counted cars on three evenings too, and most of them drove through without stopping.",
}
POSTED = "Four minutes on the ring road is a fair price for a quay on which children can breathe."
ANSWER = "For you it is four minutes. For the bakery's van it is every morning."
RUDE = "Only an idiot would drive there. The tram takes ten minutes and stops at the door."


def take_embed(browser: Browser, service: RealService) -> None:
    """A reader reads, posts, is told of an answer, and is asked to look at a draft again."""
    parts = make_parts(Settings.from_environment({"MODERATION_DATA_DIR": str(service.data_dir)}))
    rules = {"newcomer_comments": 0, "nudge_percent": 100, "welcome": WELCOME}
    with Newsroom("localhost") as theirs:
        change_hosts(parts, SITE, add=[theirs.host])
        set_rules(parts, SITE, rules)
        page = PAGE.format(story=STORY, desk=service.url, site=SITE, article=ARTICLE)
        theirs.paths["/quay"] = answers(page)
        for name, text in SAID.items():
            _say(parts, name, text)
        reader = browser.new_page()
        reader.set_default_timeout(10_000)
        reader.goto(theirs.address("/quay"))
        _visit(reader, parts)
    parts.database.engine.dispose()


def _say(parts: Parts, name: str, text: str, parent: str | None = None) -> None:
    """Have a reader of the site write this, an hour ago."""
    earlier = at(parts, parts.now() - timedelta(hours=1))
    new = NewComment(SITE, ARTICLE, text, parent=parent, author=NamedAuthor(name.lower(), name))
    submit_comment(earlier, a_machine(parts, SITE), new)


def _visit(page: Page, parts: Parts) -> None:
    page.get_by_role("button", name="Sign up").click()
    page.get_by_label("Name").fill("Runa")
    page.get_by_label("Password").fill(secrets.token_urlsafe())
    page.get_by_role("button", name="Sign up", exact=True).click()
    page.get_by_label("Your comment").fill(POSTED)
    page.get_by_role("button", name="Post comment").click()
    page.locator(".posted-state").wait_for()
    own = (page.locator(".comment", has_text=POSTED).get_attribute("id") or "").removeprefix("comment-")
    _say(parts, "Benedikt", ANSWER, own)
    page.reload()
    page.get_by_role("button", name="Respect what Gerald from Ropewalk wrote").click()
    page.get_by_role("button", name="Respect 1").and_(page.locator(":not([aria-disabled])")).wait_for()
    take(page, "embed", ".threads")
    page.get_by_role("button", name="Notices").click()
    page.get_by_text("Benedikt replied to you.").wait_for()
    take(page, "embed-notices")
    page.get_by_role("button", name="Notices").click()
    page.get_by_label("Your comment").fill(RUDE)
    page.get_by_role("button", name="Post comment").click()
    page.locator(".nudge").wait_for()
    take(page, "embed-nudge")


def take(page: Page, name: str, begins_at: str = ".comments-of-readers") -> None:
    """The page from this element on, one screen high, in both widths."""
    for mark, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.locator(begins_at).first.evaluate("element => element.scrollIntoView()")
        page.screenshot(path=PICTURES / f"{name}{mark}.png", animations="disabled")
