"""What each rule may say: every complaint about overrides that came from outside, by the rule's name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from moderation.domain.articles import Mode
from moderation.domain.attributes import ATTRIBUTES
from moderation.domain.findings import Verdict
from moderation.domain.folding import folded_text
from moderation.domain.text_shapes import canned, reasons, welcome

FOR_THE_UNSCORED = (Verdict.HOLD, Verdict.PUBLISH)
"""What may happen to what was not scored; that a model is missing is no reason to reject."""


def complaints_about(row: Mapping[str, Any]) -> dict[str, list[str]]:
    """What is wrong with these overrides (plain JSON values), by rule; empty when nothing is."""
    found = {str(name): list(_complaints(name, said)) for name, said in row.items()}
    return {name: complaints for name, complaints in found.items() if complaints}


def usable(stored: Any) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """What can be used of overrides that may have been written past us, and what is wrong with the rest."""
    if not isinstance(stored, dict):
        return {}, {"": ["What is stored here are no rules."]}
    complaints = complaints_about(stored)
    return {name: said for name, said in stored.items() if name not in complaints}, complaints


def _complaints(name: str, said: Any) -> Iterator[str]:
    if name in SHAPES:
        yield from SHAPES[name](said)
    else:
        yield f"There is no such rule; there are {', '.join(SHAPES)}."


def _mode(said: Any) -> Iterator[str]:
    if not isinstance(said, str) or said not in set(Mode):
        yield f"Say {', '.join(list(Mode)[:-1])} or {list(Mode)[-1]}."


def _thresholds(said: Any) -> Iterator[str]:
    if not isinstance(said, Mapping):
        yield "Give an object of attributes and their thresholds."
        return
    for attribute, threshold in said.items():
        if attribute not in ATTRIBUTES:
            yield f"There is no attribute {attribute!r}; there are {', '.join(ATTRIBUTES)}."
        if not _is_number(threshold) or not 0 <= threshold <= LARGEST_COUNT:
            yield f"The threshold of {attribute} must be a number from 0 to 1, or over 1 for never."


MOST_WORDS, LONGEST_WORD = 10_000, 200
"""How many words a list may have, and how long each may be: what is looked for in every comment must stay quick."""


def _words(said: Any) -> Iterator[str]:
    if not isinstance(said, list | tuple):
        yield "Give a list of words."
        return
    if len(said) > MOST_WORDS:
        yield f"At most {MOST_WORDS:,} words."
        return
    for place, word in enumerate(said, start=1):
        if not isinstance(word, str) or not _is_word(word):
            yield f"Number {place} of the list is no word."


@lru_cache(maxsize=4 * MOST_WORDS)
def _is_word(said: str) -> bool:
    """Whether there is something to look for; known lists are checked with every comment."""
    return len(said) <= LONGEST_WORD and said.isprintable() and bool(folded_text(said).strip())


LARGEST_COUNT = 1000
"""More links, repeats or comments of a newcomer than any site could mean; and than a database could not count."""

MOST_MINUTES, MOST_DAYS = 10_080, 36_500
"""A week, and a hundred years."""


def _from_to(lowest: int, highest: int, *, or_none: bool = False) -> Callable[[Any], Iterator[str]]:
    """What finds fault with all but whole numbers in this range, and null where that means never."""

    def shape(said: Any) -> Iterator[str]:
        is_whole = isinstance(said, int) and not isinstance(said, bool)
        if not (is_whole and lowest <= said <= highest) and not (or_none and said is None):
            yield f"Give a whole number from {lowest} to {highest:,}{', or null for never' if or_none else ''}."

    return shape


def _weight(said: Any) -> Iterator[str]:
    if not _is_number(said) or not 0 < said <= LARGEST_COUNT:
        yield f"Give a number over 0, at most {LARGEST_COUNT:,}."


def _unscored(said: Any) -> Iterator[str]:
    if said not in FOR_THE_UNSCORED:
        yield f"Say {' or '.join(FOR_THE_UNSCORED)}."


def _guests(said: Any) -> Iterator[str]:
    if said not in ("no", "held"):
        yield "Say no or held."


def _is_number(said: Any) -> bool:
    return isinstance(said, int | float) and not isinstance(said, bool)


SHAPES: dict[str, Callable[[Any], Iterator[str]]] = {
    "mode": _mode,
    "thresholds": _thresholds,
    "banned_words": _words,
    "held_words": _words,
    "allowed_words": _words,
    "hold_links_over": _from_to(0, LARGEST_COUNT),
    "hold_repeats_over": _from_to(0, LARGEST_COUNT),
    "newcomer_comments": _from_to(0, LARGEST_COUNT),
    "unscored": _unscored,
    "guests": _guests,
    "reports_hold_at": _weight,
    "close_after_days": _from_to(0, MOST_DAYS, or_none=True),
    "edit_minutes": _from_to(0, MOST_MINUTES),
    "nudge_percent": _from_to(1, 100, or_none=True),
    "appeal_days": _from_to(0, MOST_DAYS),
    "wait_target_minutes": _from_to(1, MOST_MINUTES, or_none=True),
    "rejected_kept_days": _from_to(1, MOST_DAYS, or_none=True),
    "welcome": welcome,
    "reasons": reasons,
    "canned": canned,
}
"""Every rule by name, with what finds fault with what is said for it."""
