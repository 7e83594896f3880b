"""Loads of a page by a browser that was never there: what came over the wire, when the first comment was painted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WATCHING = """
window.shifted = 0;
new PerformanceObserver((seen) => {
  for (const shift of seen.getEntries()) window.shifted += shift.value;
}).observe({ type: "layout-shift", buffered: true });
const first = () => document.querySelector("main .comment")
  ?? document.querySelector(".comments-of-readers")?.shadowRoot.querySelector(".comment");
const look = () => requestAnimationFrame(() => {
  if (!first()) return look();
  requestAnimationFrame((painted) => { window.firstComment = painted; });
});
look();
"""
"""What each page is given before its own scripts: it adds up shifts, and tells when a frame with a comment was done."""

SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000}
"""A telephone on a slow line: 150 ms there and back, 1.6 Mbit/s."""

SETTLED_MS = 700
"""For how long shifts are looked for once all is there."""


@dataclass(frozen=True)
class Visit:
    """One load: the time to the first frame that shows a comment, what came from us, how much the page shifted."""

    first_ms: float
    bytes: int
    requests: int
    shift: float


def visit(
    browser: Browser, address: str, ours: str, *, width: int = 1280, slow: bool = False, settle: bool = False
) -> Visit:
    """A load of the page in a new context: nothing is in its cache, and nobody knows it; ``ours`` is where we serve."""
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.add_init_script(WATCHING)
        came = _counting(page, ours, slow=slow)
        page.goto(address)
        page.wait_for_function("window.firstComment", polling=50)
        page.wait_for_timeout(SETTLED_MS if settle else 0)
        first, shift = page.evaluate("[window.firstComment, window.shifted]")
        return Visit(first, sum(came), len(came), shift)


def _counting(page: Page, ours: str, *, slow: bool) -> list[int]:
    """The bytes of each answer of ours, head and body, as they come over the wire."""
    came: list[int] = []
    asked: set[str] = set()
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    if slow:
        network.send("Network.emulateNetworkConditions", SLOW)

    def begun(event: dict[str, Any]) -> None:
        if event["request"]["url"].startswith(ours):
            asked.add(event["requestId"])

    def arrived(event: dict[str, Any]) -> None:
        if event["requestId"] in asked:
            came.append(int(event["encodedDataLength"]))

    network.on("Network.requestWillBeSent", begun)
    network.on("Network.loadingFinished", arrived)
    return came
