"""Turning HTML into what can be shown and scored: the plain text of an article, and what its page says about it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from datetime import UTC, datetime
from html import unescape

from htmldate import find_date
from lxml import etree, html
from trafilatura import extract
from trafilatura.metadata import extract_title

from moderation.domain.errors import Malformed
from moderation.domain.pages import Page
from moderation.reading.markup import body_tree, page_tree, refused

logging.getLogger("trafilatura").setLevel(
    logging.CRITICAL
)  # it would tell standard error of every page without text

LONGEST_TITLE, LONGEST_TEXT, LONGEST_SECTION, LONGEST_LANGUAGE = 500, 200_000, 100, 35
"""As much of each as an article takes."""

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_WHOLE_PAGE = re.compile(r"<(!doctype|html|head|body)\b", re.IGNORECASE)
_NEVER_OF_IT = ["//nav", "//footer"]  # which the extractor would take in where the article is very short
_BESIDE_IT = ".//nav | .//footer | .//aside | .//form | .//button"
_MARKED = ("//article[.//h1]", "//main[.//h1]")
"""Where a page says that its article stands, headline and all."""
_VERY_SHORT = 500
"""Characters of an article that is so short that the extractor would take in what stands around it."""
_TEXTS, _MOST_TEXTS = "count(//text()[normalize-space()])", 4_000
"""How many pieces of text a page may have so that the extractor weighs what it found against what others find; one of
them takes four times as long for twice as many.
"""
_TO_THE_SECOND = "%Y-%m-%dT%H:%M:%S%z"
_TITLES = [
    f"//head/meta[@{name}]/@content"
    for name in ("property='og:title'", "name='twitter:title'", "name='title'", "itemprop='headline'")
]

_END_OF_PAGE = re.compile(r"</(html|body)\s*>", re.IGNORECASE)
_UNSEEN = {"script", "style", "template", "head", "title", "noscript", "iframe"}
_APART = set(
    "address article aside blockquote body dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5"
    " h6 header hr html legend li main nav ol p pre section summary table tbody tfoot thead tr ul".split()
)
"""Elements that stand in a paragraph of their own."""
_CELLS = {"td", "th"}
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def page_of(content: bytes | str, address: str) -> Page:
    """What a page says of its article; what cannot be found in it is empty, whatever it is.

    Raises:
        Malformed: when it has more of anything than pages have, or is so odd that the extractor breaks.
    """
    tree = page_tree(content)
    if tree is None:
        return Page()
    try:
        return _page(tree, address)
    except Malformed:
        raise
    except Exception as error:  # the extractor is not ours, and a page may be anything
        raise refused(f"is too odd to be read ({type(error).__name__})") from error


def text_of(content: str) -> str:
    """The text of an article's HTML: of a whole page what is not menus and the like, of a fragment all that is seen.

    Raises:
        Malformed: when it is nested so deeply that some of it would be lost, or an element has too many attributes.
    """
    if not _WHOLE_PAGE.search(content):
        return visible_text(content)
    try:
        return page_of(content, "").text or visible_text(content)
    except Malformed:
        return visible_text(content)


def visible_text(fragment: str) -> str:
    """All of the fragment's text that a browser would show, its paragraphs parted by empty lines.

    Raises:
        Malformed: like ``text_of``.
    """
    endless = _END_OF_PAGE.sub("", fragment)  # the parser would stop there; a browser does not
    return _seen_in(body_tree(endless))


def language_of(written: str) -> str | None:
    """The language as articles name one, such as en-GB; None when nothing like it is written."""
    tag = written.strip().replace("_", "-")
    return tag if LANGUAGE.fullmatch(tag) and len(tag) <= LONGEST_LANGUAGE else None


def moment(written: str) -> datetime | None:
    """The moment that is written so; midnight where only the day is, UTC where no zone is; None when it is none."""
    try:
        read = datetime.fromisoformat(written)
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _page(tree: html.HtmlElement, address: str) -> Page:
    section = _first(tree, '//meta[@property="article:section"]/@content')
    title = _title(tree)
    date = find_date(tree, url=address or None, original_date=True, outputformat=_TO_THE_SECOND)
    return Page(
        title=title,
        text=_main_text(tree, title),
        section=(section[:LONGEST_SECTION].replace("/", "-"),) if section else (),
        language=language_of(_first(tree, "/html/@lang")),
        published_at=moment(date or ""),
    )


def _title(tree: html.HtmlElement) -> str:
    """The title as the page tells it to others, or else as it shows it."""
    told = next(filter(None, (_first(tree, path) for path in _TITLES)), "") or extract_title(tree) or ""
    return _kept(_one_line(unescape(told)))[:LONGEST_TITLE]


def _main_text(tree: html.HtmlElement, title: str) -> str:
    """The page's text without menus and comments, and without the title above it."""
    marked = (_below(title, _seen_of_the_only(tree.xpath(path))) for path in _MARKED)
    short = next((text for text in marked if 0 < len(text) < _VERY_SHORT), "")
    found = extract(
        tree,
        output_format="html",
        include_comments=False,
        prune_xpath=_NEVER_OF_IT,
        fast=tree.xpath(_TEXTS) > _MOST_TEXTS,
    )
    whole = _below(title, visible_text(found or ""))
    is_all = len(whole) < len(short) + _VERY_SHORT  # else the story stands elsewhere, and a lead is marked
    return short if short and is_all else whole


def _seen_of_the_only(found: Sequence[html.HtmlElement]) -> str:
    """What is seen of the one element found, without what stands beside an article; nothing of several or none."""
    if len(found) != 1:
        return ""
    alone = deepcopy(found[0])
    for beside in alone.xpath(_BESIDE_IT):
        beside.drop_tree()
    return _seen_in(alone)


def _below(title: str, text: str) -> str:
    """The text without the title above it."""
    first, _, rest = text.partition("\n\n")
    return rest if first == title else text


def _seen_in(root: html.HtmlElement) -> str:
    """All that is seen of an element, its paragraphs parted by empty lines."""
    paragraphs = "".join(_pieces(root)).split("\f")
    return _kept("\n\n".join(filter(None, map(_tidy, paragraphs))))


def _pieces(root: html.HtmlElement) -> Iterator[str]:
    """The texts that are seen, in order; a form feed stands where one paragraph ends and another begins."""
    unseen = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        is_end = event != "start"
        tag = element.tag if isinstance(element.tag, str) else ""
        hides = tag in _UNSEEN or (bool(tag) and _is_hidden(element))
        unseen += hides and not is_end
        if not unseen:
            yield (
                "\f"
                if tag in _APART
                else "\n"
                if tag == "br" and is_end
                else " "
                if tag in _CELLS and is_end
                else ""
            )
            yield _spaced(element.text, element) if not is_end else ""
        unseen -= hides and is_end
        if is_end and not unseen and element is not root:
            yield _spaced(element.tail, element.getparent())


def _is_hidden(element: html.HtmlElement) -> bool:
    """Whether the element says itself that it is not shown."""
    return "hidden" in element.attrib or bool(_NOT_SHOWN.search(element.get("style", "")))


def _spaced(text: str | None, within: html.HtmlElement) -> str:
    """The text as it is shown: outside ``pre`` a line's end is a space."""
    if not text:
        return ""
    return text.replace("\f", " ") if within.tag == "pre" else re.sub(r"[ \t\r\n\f]+", " ", text)


def _tidy(paragraph: str) -> str:
    return "\n".join(re.sub(" +", " ", line).strip() for line in paragraph.splitlines()).strip()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _kept(text: str) -> str:
    """The text as every database can keep it, and no longer than an article's."""
    return text.replace("\0", "").encode(errors="ignore").decode()[:LONGEST_TEXT]


def _first(tree: html.HtmlElement, path: str) -> str:
    """The first thing at the path, in one line; nothing when nothing is there."""
    found = tree.xpath(path)
    return _kept(_one_line(str(found[0]))) if found else ""
