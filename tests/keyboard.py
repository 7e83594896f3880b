"""A reader who has a keyboard and no mouse: everything is reached by Tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

FARTHEST = 400
"""How often Tab is pressed before somebody gives up."""

NAME = """() => {
  const here = document.activeElement;
  if (here === document.body) return "";
  const labels = [...(here.labels ?? [])].map((each) => each.innerText);
  return [here.getAttribute("aria-label") ?? "", ...labels, here.innerText ?? ""].join(" ").replace(/\\s+/g, " ");
}"""


def tab_to(page: Page, words: str, key: str = "Tab") -> None:
    """Press Tab until whatever has the focus is called that; the focus must always be seen."""
    for _ in range(FARTHEST):
        page.keyboard.press(key)
        if words in page.evaluate(NAME):
            assert page.evaluate("document.activeElement.matches(':focus-visible')"), words
            return
    raise AssertionError(f"Nothing called {words!r} is reached with {key}.")


def press(page: Page, words: str, key: str = "Tab") -> None:
    """Tab to what is called that, and press Enter on it."""
    tab_to(page, words, key)
    page.keyboard.press("Enter")


def write(page: Page, label: str, words: str) -> None:
    """Tab to the field with this label, and put these words in the place of what it says."""
    tab_to(page, label)
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(words)
