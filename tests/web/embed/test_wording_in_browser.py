"""What the script of an embedded section makes of a text is what our own pages make of it, and as quickly."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import TYPE_CHECKING

import moderation.web
from moderation.web.embed.wording import linked

if TYPE_CHECKING:
    from playwright.sync_api import Page

ELEMENTS = Path(moderation.web.__file__).parent / "static" / "remote" / "elements.js"
TEXTS = [
    "See https://example.org/a.",
    "(https://example.org/a)",
    "https://example.org/a_(b)! and (https://example.org/a_(b)).",
    "HTTP://EXAMPLE.ORG?a=1&b=2, then http://... and https:// and javascript:alert(1)",
    'https://a.b/"><script>alert(1)</script>',
    "https://a" + ")" * 9_990,
    "https://a" + "." * 9_980 + "x",
    "https://a" + "()" * 4_900 + ")))]*",
]
"""The last ones are as long as a comment may be: a browser must not stand still over them."""

LINKS = """(texts) => {
  const began = performance.now();
  const found = texts.map((text) => {
    const place = document.createElement("p");
    place.append(...linked(text));
    return [place.textContent, [...place.querySelectorAll("a")].map((each) => each.getAttribute("href"))];
  });
  return [found, performance.now() - began];
}"""


def test_a_text_has_the_same_links_in_a_page_of_the_site_and_in_ours(page: Page) -> None:
    page.set_content("<p>")
    page.add_script_tag(path=ELEMENTS)

    found, ms = page.evaluate(LINKS, TEXTS)

    assert [said for said, _ in found] == TEXTS
    assert [links for _, links in found] == [
        [html.unescape(each) for each in re.findall('href="([^"]*)"', linked(text))] for text in TEXTS
    ]
    assert ms < 500
