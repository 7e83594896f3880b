"""Parsing HTML in bounded time: what has more of anything than pages have is refused before it costs minutes."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree, html
from trafilatura.utils import decode_file, repair_faulty_html

from moderation.domain.errors import Malformed

LONGEST_PAGE = 2 * 1024 * 1024
"""How many characters a page may have."""
MOST_ELEMENTS = 10_000
"""How many elements the extractor is given, for twice as many take four times as long; news pages have 500 to 5,000."""
MOST_CHILDREN = 3_000
"""How many of them may stand side by side within one, for the same reason."""
MOST_ATTRIBUTES = 200
"""How many attributes an element may have, for the parser goes through all of them at each."""


class _Counting:
    """Counts what the parser finds, and builds nothing of it."""

    def __init__(self) -> None:
        self.elements = self.most_children = self.most_attributes = 0
        self._children = [0]

    def start(self, _tag: str, attributes: Mapping[str, str]) -> None:
        self.elements += 1
        self.most_attributes = max(self.most_attributes, len(attributes))
        self._children[-1] += 1
        self.most_children = max(self.most_children, self._children[-1])
        self._children.append(0)

    def end(self, _tag: str) -> None:
        self._children.pop()

    def close(self) -> _Counting:
        return self


def page_tree(content: bytes | str) -> html.HtmlElement | None:
    """The tree of a whole page, fit for the extractor; None when it looks like none.

    Raises:
        Malformed: when there is more in it than the extractor can be given.
    """
    text = decode_file(content, LONGEST_PAGE)
    written = repair_faulty_html(text, text[:50].lower()).encode(errors="ignore")
    counted = _counted(written)
    for is_over, limit in (
        (len(text) > LONGEST_PAGE, f"{LONGEST_PAGE:,} characters"),
        (counted.elements > MOST_ELEMENTS, f"{MOST_ELEMENTS:,} elements"),
        (counted.most_children > MOST_CHILDREN, f"{MOST_CHILDREN:,} elements side by side"),
    ):
        if is_over:
            raise refused(f"has more than {limit}")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    tree = etree.fromstring(written, parser)
    is_page = tree is not None and (len(tree) > 1 or "html" in text[:50].lower())
    return tree if is_page else None


def body_tree(content: str) -> html.HtmlElement:
    """The tree of what stands in a page's body, however large.

    Raises:
        Malformed: when it is nested so deeply that some of it would be lost, or an element has too many attributes.
    """
    written = f"<html><body>{content}".encode(errors="ignore")
    _counted(written)
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    tree = etree.fromstring(written, parser)
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        raise refused("is nested too deeply")
    return tree


def refused(why: str) -> Malformed:
    """The refusal of HTML that is or has so."""
    return Malformed(f"The HTML {why}.", fields={"html": [f"It {why}."]})


def _counted(written: bytes) -> _Counting:
    """What the parser will find, which takes no time as long as nothing is built of it.

    Raises:
        Malformed: when building it would take too long.
    """
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, target=_Counting())
    counted: _Counting = etree.fromstring(written, parser)
    if counted.most_attributes > MOST_ATTRIBUTES:
        raise refused(f"has an element of more than {MOST_ATTRIBUTES} attributes")
    return counted
