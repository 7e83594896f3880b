"""Takes the pictures of the documents: the real service in folders of its own, seen with Chromium."""

from __future__ import annotations

import secrets
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from docs.desk_pictures import PICTURES, take_desk
from docs.embed_pictures import HEIGHT, WIDTHS, take, take_embed
from docs.month import fill
from docs.readers_pictures import open_paper, take_readers
from docs.smaller import smaller
from moderation.app import make_parts
from moderation.settings import Settings
from moderation.storage.migrate import migrate
from tests import chromium
from tests.serving import RealService

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from moderation.parts import Parts

ARTICLE = "/sites/demo/articles/library-of-marsa-daran"
POSTED = (
    "Whoever decides this: move the books away from the sea first, and argue about who owns them afterwards."
)
HELD = "Only a complete idiot would send them to the capital."


def main() -> None:
    """Take every picture, or those of the rooms that are named: article, desk, readers."""
    rooms = sys.argv[1:] or ["article", "desk", "readers"]
    path = chromium.find_chromium()
    if path is None:
        sys.exit(f"No Chromium here: {chromium.REMEDY}")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium.running(path) as browser:
        if "article" in rooms:
            with RealService(Path(folder) / "demo") as service:
                take_article(visitor(browser, service.url))
                take_embed(browser, service)
        if "desk" in rooms:
            parts = parts_in(Path(folder) / "newspaper")
            fill(parts)
            with RealService(Path(folder) / "newspaper", {"MODERATION_DEMO": "0"}) as service:
                take_desk(browser, service.url)
        if "readers" in rooms:
            paper = open_paper(parts_in(Path(folder) / "paper"))
            with RealService(Path(folder) / "paper", {"MODERATION_DEMO": "0"}) as service:
                take_readers(browser, service.url, paper)
    for file in sorted(PICTURES.glob("*.png")):
        smaller(file)
        print(f"{file.name}: {file.stat().st_size // 1024} KiB")


def parts_in(folder: Path) -> Parts:
    """The parts on a new data folder."""
    folder.mkdir()
    said = {"MODERATION_DATA_DIR": str(folder), "MODERATION_SCORE_TIMEOUT_MS": "5000"}
    parts = make_parts(Settings.from_environment(said))
    migrate(parts.database)
    return parts


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
    page.wait_for_url(f"**{ARTICLE}*")
    for text in (POSTED, HELD):
        page.goto(ARTICLE)
        page.fill("#text-first", text)
        page.click("#entry form.write button.primary")
        page.wait_for_selector(f"#listing .comment :text({text[:20]!r})")
    page.goto(f"{ARTICLE}#comments")
    take(page, "article", "#comments")


if __name__ == "__main__":
    main()
