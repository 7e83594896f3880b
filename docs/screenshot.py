"""Takes the pictures in the README: the real service with its demo in a folder of its own, seen with Chromium."""

from __future__ import annotations

import re
import secrets
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests import chromium
from tests.serving import RealService

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PICTURES = Path(__file__).parent / "pictures"
ARTICLE = "/sites/demo/articles/library-of-marsa-daran"
POSTED = (
    "Whoever decides this: move the books away from the sea first, and argue about who owns them afterwards."
)
HELD = "Only a complete idiot would send them to the capital."
WIDTHS = {"": 1280, "-390": 390}
HEIGHT = 900


def main() -> None:
    """Take every picture, each wide and narrow."""
    path = chromium.find_chromium()
    if path is None:
        sys.exit(f"No Chromium here: {chromium.REMEDY}")
    PICTURES.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        RealService(Path(folder) / "var") as service,
        chromium.running(path) as browser,
    ):
        one_time = re.search(r"one-time password\s+(\S+)", (service.data_dir / "log").read_text())
        assert one_time is not None, "the first run told no password"
        take_article(visitor(browser, service.url))
        take_desk(visitor(browser, service.url), one_time[1])


def visitor(browser: Browser, url: str) -> Page:
    """A page of somebody who was never here before."""
    context = browser.new_context(base_url=url, viewport={"width": WIDTHS[""], "height": HEIGHT})
    context.set_default_timeout(10_000)
    return context.new_page()


def take_article(page: Page) -> None:
    """A reader signs up, posts one comment that is published and one that is held, and sees both."""
    page.goto(f"/sign-up?next={ARTICLE}")
    page.fill("#name", "Rhea")
    page.fill("#password", secrets.token_urlsafe())
    page.click("form.entrance button.primary")
    for text in (POSTED, HELD):
        page.goto(ARTICLE)
        page.fill("#text-first", text)
        page.click("#entry form.write button.primary")
        page.wait_for_selector(f"#listing .comment :text({text[:20]!r})")
    page.goto(f"{ARTICLE}#comments")
    take(page, "article", "#comments")


def take_desk(page: Page, password: str) -> None:
    """The manager chooses a password at the first sign-in, rejects a comment, and sees the rest of the queue."""
    page.goto("/desk")
    page.fill("#name", "manager")
    page.fill("#password", password)
    page.click("button.primary")
    chosen = secrets.token_urlsafe()
    page.fill("#old", password)
    page.fill("#new", chosen)
    page.click("button.primary")
    page.goto("/desk")
    first = page.locator(".review").first
    first.locator("summary.danger").click()
    first.locator("input[value=courtesy]").check()
    first.locator("button.danger.full").click()
    page.wait_for_selector("#messages :text('Rejected')")
    take(page, "desk", "body")


def take(page: Page, name: str, begins_at: str) -> None:
    """The page from this element on, one screen high, in both widths."""
    for mark, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.locator(begins_at).first.evaluate("element => element.scrollIntoView()")
        file = PICTURES / f"{name}{mark}.png"
        page.screenshot(path=file, animations="disabled")
        print(f"{file.name}: {file.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main()
