"""Texts as readers see them: links that can be followed, the beginning of an article."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from markupsafe import Markup

LEAD = 220
"""How many characters of an article stand on the front page."""

_LINK = re.compile(r"https?://[^\s<>\"'`\x00-\x1f]+", re.IGNORECASE)
_FAR_APART = re.compile(r"\n\s*\n\s*\n")
_AFTER_A_LINK = ".,;:!?…)]}*_"


def linked(text: str) -> Markup:
    """The text escaped, its web addresses as links that search engines give no credit for."""
    tidy = _FAR_APART.sub("\n\n", text.strip())
    done, place = Markup(), 0
    for found in _LINK.finditer(tidy):
        address = _without_punctuation(found.group())
        if "://" not in address[:-1]:
            continue
        done += Markup.escape(tidy[place : found.start()]) + _link(address)
        place = found.start() + len(address)
    return done + Markup.escape(tidy[place:])


def _link(address: str) -> Markup:
    return Markup('<a href="{0}" rel="ugc nofollow noopener">{0}</a>').format(address)


def _without_punctuation(address: str) -> str:
    """The address without what ends the sentence around it; a bracket that opens in it may close in it."""
    end = len(address)
    too_many_close = address.count(")") - address.count("(")
    while (last := address[end - 1]) in _AFTER_A_LINK and not (last == ")" and too_many_close <= 0):
        too_many_close -= last == ")"
        end -= 1
    return address[:end]


def marked(text: str, marks: Sequence[tuple[int, int]]) -> Markup:
    """The text escaped, with these places of it marked; places that overlap are marked once."""
    done, place = Markup(), 0
    for begin, end in marks:
        if end > place:
            first = max(begin, place)
            done += Markup.escape(text[place:first]) + Markup("<mark>{}</mark>").format(text[first:end])
            place = end
    return done + Markup.escape(text[place:])


def lead(text: str) -> str:
    """The beginning of an article, cut between words."""
    beginning = text.partition("\n\n")[0].lstrip()[
        : 10 * LEAD
    ]  # which is cut in time, however long the article is
    return textwrap.shorten(beginning, LEAD, placeholder="\N{NO-BREAK SPACE}…")


def paragraphs(text: str) -> list[str]:
    """An article's paragraphs; an empty line parts them."""
    return [each.strip() for each in re.split(r"\n\s*\n", text) if each.strip()]
