"""What each rule may say: every complaint about overrides that came from outside, by the rule's name."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from moderation.domain.attributes import ATTRIBUTES
from moderation.domain.findings import Verdict
from moderation.domain.folding import folded_text

FOR_THE_UNSCORED = (Verdict.HOLD, Verdict.PUBLISH)
"""What may happen to what was not scored; that a model is missing is no reason to reject."""


def complaints_about(row: Mapping[str, Any]) -> dict[str, list[str]]:
    """What is wrong with these overrides (plain JSON values), by rule; empty when nothing is."""
    found = {str(name): list(_complaints(name, said)) for name, said in row.items()}
    return {name: complaints for name, complaints in found.items() if complaints}


def _complaints(name: str, said: Any) -> Iterator[str]:
    if name in SHAPES:
        yield from SHAPES[name](said)
    else:
        yield f"There is no such rule; there are {', '.join(SHAPES)}."


def _thresholds(said: Any) -> Iterator[str]:
    if not isinstance(said, Mapping):
        yield "Give an object of attributes and their thresholds."
        return
    for attribute, threshold in said.items():
        if attribute not in ATTRIBUTES:
            yield f"There is no attribute {attribute!r}; there are {', '.join(ATTRIBUTES)}."
        if not _is_number(threshold) or not 0 <= threshold < math.inf:
            yield f"The threshold of {attribute} must be a number from 0 to 1, or over 1 for never."


def _words(said: Any) -> Iterator[str]:
    if not isinstance(said, list | tuple):
        yield "Give a list of words."
        return
    for place, word in enumerate(said, start=1):
        if not isinstance(word, str) or not word.isprintable() or not folded_text(word).strip():
            yield f"Number {place} of the list is no word."


LARGEST_COUNT = 1000
"""More links, repeats or comments of a newcomer than any site could mean; and than a database could not count."""


def _count(said: Any) -> Iterator[str]:
    if not isinstance(said, int) or isinstance(said, bool) or not 0 <= said <= LARGEST_COUNT:
        yield f"Give a whole number from 0 to {LARGEST_COUNT:,}."


def _unscored(said: Any) -> Iterator[str]:
    if said not in FOR_THE_UNSCORED:
        yield f"Say {' or '.join(FOR_THE_UNSCORED)}."


def _switch(said: Any) -> Iterator[str]:
    if not isinstance(said, bool):
        yield "Say true or false."


def _is_number(said: Any) -> bool:
    return isinstance(said, int | float) and not isinstance(said, bool)


SHAPES: dict[str, Callable[[Any], Iterator[str]]] = {
    "thresholds": _thresholds,
    "banned_words": _words,
    "held_words": _words,
    "hold_links_over": _count,
    "hold_repeats_over": _count,
    "newcomer_comments": _count,
    "unscored": _unscored,
    "pre_moderate": _switch,
}
"""Every rule by name, with what finds fault with what is said for it."""
