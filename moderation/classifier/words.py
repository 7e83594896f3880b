"""Cuts folded text into the words that the classifier looks at."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORD = re.compile(r"[^\W_]+(?:['*@#$]+[^\W_]+)*\**|\*{3,}|[\u2600-\u27bf\U0001f000-\U0001faff]")
"""Letters and digits, apostrophes and masks (f**k) inside; a row of asterisks; one emoji."""


def words_in(folded: str) -> Iterator[tuple[str, int, int]]:
    """Each word without apostrophes, and where it begins and ends in the folded text."""
    for found in _WORD.finditer(folded):
        yield found.group().replace("'", ""), found.start(), found.end()


def plain(folded: str) -> str:
    """The words with single spaces between: punctuation is left out, because corpora differ in it by habit."""
    return " ".join(_WORD.findall(folded)).replace("'", "")
