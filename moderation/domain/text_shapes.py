"""What a site may say in words: above its comments, as its reasons, in canned texts; every complaint about them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from moderation.domain.attributes import ATTRIBUTES

MOST_REASONS, MOST_CANNED = 20, 50
LONGEST_LABEL, LONGEST_TOLD, LONGEST_CANNED, LONGEST_WELCOME = 40, 300, 2000, 2000
UNKEEPABLE = {"Cc", "Cs"}
"""What no text in lines holds: control characters, and halves of a character."""

CODE = re.compile(r"[a-z][a-z0-9-]{0,31}")


def reasons(said: Any) -> Iterator[str]:
    """Each complaint about a list of reasons, objects of ``code``, ``label``, ``told`` and ``attribute``."""
    return _of_each(said, MOST_REASONS, "reason", _of_a_reason, named_by="code")


def canned(said: Any) -> Iterator[str]:
    """Each complaint about a list of canned texts, objects of ``name`` and ``text``."""
    return _of_each(said, MOST_CANNED, "text", _of_a_text, named_by="name")


def welcome(said: Any) -> Iterator[str]:
    """Each complaint about what stands above the comments, which is plain text in lines."""
    if not isinstance(said, str) or not 1 <= len(said.strip()) <= len(said) <= LONGEST_WELCOME:
        yield f"Give a text of 1 to {LONGEST_WELCOME:,} characters."
    elif any(unicodedata.category(each) in UNKEEPABLE for each in said if each != "\n"):
        yield "Give letters, signs and ends of lines alone."


def _of_each(
    said: Any, most: int, noun: str, complaints: Callable[[Any], Iterator[str]], *, named_by: str
) -> Iterator[str]:
    if not isinstance(said, list | tuple) or len(said) > most:
        yield f"Give a list of at most {most} {noun}s."
        return
    for number, each in enumerate(said, start=1):
        yield from (f"{noun.capitalize()} {number}: {complaint}" for complaint in complaints(each))
    yield from _twice(said, named_by)


def _of_a_reason(reason: Any) -> Iterator[str]:
    if not isinstance(reason, Mapping) or set(reason) != {"code", "label", "told", "attribute"}:
        yield "it needs a code, a label, what the author is told, and an attribute or null."
        return
    if not isinstance(reason["code"], str) or not CODE.fullmatch(reason["code"]):
        yield "its code needs lower-case letters, digits and hyphens, at most 32, a letter first."
    if not _is_line(reason["label"], LONGEST_LABEL):
        yield f"its label needs 1 to {LONGEST_LABEL} characters."
    if not _is_line(reason["told"], LONGEST_TOLD):
        yield f"what the author is told needs 1 to {LONGEST_TOLD} characters."
    if reason["attribute"] is not None and reason["attribute"] not in list(ATTRIBUTES):
        yield f"there is no such attribute; there are {', '.join(ATTRIBUTES)}."


def _of_a_text(text: Any) -> Iterator[str]:
    if not isinstance(text, Mapping) or set(text) != {"name", "text"}:
        yield "it needs a name and a text."
        return
    if not _is_line(text["name"], LONGEST_LABEL):
        yield f"its name needs 1 to {LONGEST_LABEL} characters."
    if not isinstance(text["text"], str) or not _is_line(text["text"].replace("\n", " "), LONGEST_CANNED):
        yield f"it needs 1 to {LONGEST_CANNED:,} characters."


def _twice(said: Any, name: str) -> Iterator[str]:
    names = [each[name] for each in said if isinstance(each, Mapping) and isinstance(each.get(name), str)]
    yield from (f"Two have the {name} “{each}”." for each in sorted({x for x in names if names.count(x) > 1}))


def _is_line(said: Any, longest: int) -> bool:
    return isinstance(said, str) and bool(said.strip()) and len(said) <= longest and said.isprintable()
