"""A real Chromium for the tests: the one this machine has, driven by Playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

REMEDY = "apt-get install chromium, or name one: CHROMIUM=/path/to/chromium"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIETLY = (
    "--no-sandbox",  # CI runs as root; only our own pages are opened
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> str | None:
    """The browser's path: what CHROMIUM names, else the first of the usual names on PATH."""
    wished = os.environ.get("CHROMIUM")
    return next(filter(None, map(shutil.which, [wished] if wished else NAMES)), None)


@contextmanager
def running(path: str) -> Iterator[Browser]:
    """A browser without a window, closed when the block ends."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIETLY)
        try:
            yield browser
        finally:
            browser.close()
