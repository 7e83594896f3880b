"""Asks axe what would keep somebody from using a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page


def barriers(page: Page) -> list[str]:
    """What axe objects to on the page as it is now, in light or in dark, each with the first place where it does.

    The light only changes colours, so in the dark nothing else is looked at again.
    """
    dark = _objections(page, "dark", {"runOnly": {"type": "rule", "values": ["color-contrast"]}})
    return [*dark, *_objections(page, "light", {})]


def _objections(page: Page, scheme: Literal["dark", "light"], options: dict[str, Any]) -> list[str]:
    page.emulate_media(color_scheme=scheme)
    found = Axe().run(page, options=options).response["violations"]
    return [f"{scheme}: {each['id']} at {each['nodes'][0]['target']}: {each['help']}" for each in found]


def wait_for_focus(page: Page, words: str) -> None:
    """Wait until what has the focus says these words; the focus follows a swap a moment later."""
    page.wait_for_function("words => document.activeElement.innerText.includes(words)", arg=words)
