"""The form of the rules: what is said as words in fields, and back; a field that is left empty says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from moderation.domain.attributes import ATTRIBUTES
from moderation.domain.errors import Malformed
from moderation.domain.rules import WORD_LISTS

CHOICES = ("mode", "unscored", "guests")
NUMBERS = (
    "hold_links_over",
    "hold_repeats_over",
    "newcomer_comments",
    "reports_hold_at",
    "close_after_days",
    "edit_minutes",
    "nudge_percent",
    "appeal_days",
    "wait_target_minutes",
    "rejected_kept_days",
)
TEXTS = ("welcome",)
ROWS = {"reasons": ("code", "label", "told", "attribute"), "canned": ("name", "text")}
"""The rules that are lists of rows, with the fields of each."""

SPARE_ROWS = 2
"""How many empty rows are offered beyond those that are there."""

NEVER = "never"
NEVER_HOLDS = 2
"""The threshold that a field says by "never"."""

_ROW = re.compile(r"(\w+)\.(\d+)\.(\w+)")


@dataclass(frozen=True)
class Typed:
    """What stands in the fields: words by the fields' names, and for lists in a section which are its own."""

    words: Mapping[str, str]
    own: frozenset[str] = field(default_factory=frozenset)

    def __getitem__(self, name: str) -> str:
        """What stands in a field; nothing in one that was not sent."""
        return self.words.get(name, "")

    def rows(self, name: str) -> list[dict[str, str]]:
        """The rows of a list, with a few empty ones after them."""
        return [*self.filled(name), *({} for _ in range(SPARE_ROWS))]

    def filled(self, name: str) -> list[dict[str, str]]:
        """The rows of a list in which anything stands, but for the attribute, which always does."""
        found: dict[int, dict[str, str]] = {}
        for key, said in self.words.items():
            match = _ROW.fullmatch(key)
            if match and match[1] == name and match[3] in ROWS[name]:
                found.setdefault(int(match[2]), {})[match[3]] = said.strip()
        rows = [found[number] for number in sorted(found)]
        return [row for row in rows if any(said for key, said in row.items() if key != "attribute")]


def typed_from(said: Mapping[str, Any]) -> Typed:
    """The fields that say what a site or section says."""
    words = {name: _number(said[name]) for name in NUMBERS if name in said}
    words |= {name: str(said[name]) for name in (*CHOICES, *TEXTS) if name in said}
    words |= {f"threshold.{name}": _share(at) for name, at in said.get("thresholds", {}).items()}
    words |= {name: "\n".join(said.get(name, ())) for name in WORD_LISTS}
    for name in ROWS:
        for number, row in enumerate(said.get(name, ())):
            words |= {f"{name}.{number}.{key}": each or "" for key, each in row.items()}
    return Typed(words, frozenset(name for name in (*WORD_LISTS, *ROWS) if name in said))


def typed_in(form: Mapping[str, str]) -> Typed:
    """The fields as they were sent."""
    own = frozenset(name for name in (*WORD_LISTS, *ROWS) if form.get(f"own.{name}"))
    return Typed({key: said.replace("\r\n", "\n") for key, said in form.items()}, own)


def said_by(typed: Typed, *, of_section: bool) -> dict[str, Any]:
    """What the fields say, as overrides in plain JSON; what cannot be read is left for the rules to refuse by name."""
    said: dict[str, Any] = {name: typed[name] for name in CHOICES if typed[name]}
    said |= {name: typed[name].strip() for name in TEXTS if typed[name].strip()}
    said |= {name: _read_number(typed[name]) for name in NUMBERS if typed[name].strip()}
    thresholds = {
        name: _read_share(typed[f"threshold.{name}"])
        for name in ATTRIBUTES
        if typed[f"threshold.{name}"].strip()
    }
    said |= {"thresholds": thresholds} if thresholds else {}
    for name, listed in _lists(typed):
        if name in typed.own if of_section else listed:
            said[name] = listed
    return said


def refuse_unowned(typed: Typed) -> None:
    """Refuse a section's lists in which something stands that would count for nothing.

    Raises:
        Malformed: when a list is not said to be the section's own.
    """
    lost = [name for name, listed in _lists(typed) if listed and name not in typed.own]
    if lost:
        complaint = "Say below that this is the section’s own list, or empty it."
        raise Malformed("A list would be lost.", fields={name: [complaint] for name in lost})


def _lists(typed: Typed) -> Iterator[tuple[str, list[Any]]]:
    for name in WORD_LISTS:
        lines = (line.strip() for line in typed[name].split("\n"))
        yield name, list(dict.fromkeys(line for line in lines if line))
    yield (
        "reasons",
        [
            {**dict.fromkeys(ROWS["reasons"], ""), **row, "attribute": row.get("attribute") or None}
            for row in typed.filled("reasons")
        ],
    )
    yield "canned", [{**dict.fromkeys(ROWS["canned"], ""), **row} for row in typed.filled("canned")]


def _number(said: float | None) -> str:
    return NEVER if said is None else f"{said:.10f}".rstrip("0").rstrip(".")


def _read_number(words: str) -> Any:
    """A number, None for "never", or what was typed, which no rule takes."""
    words = words.strip()
    if words.lower() == NEVER:
        return None
    if re.fullmatch(r"\d{1,12}", words, re.ASCII):
        return int(words)
    return float(words) if re.fullmatch(r"\d{1,12}\.\d{1,12}", words, re.ASCII) else words


def _share(threshold: float) -> str:
    return NEVER if threshold > 1 else _number(threshold * 100)


def _read_share(words: str) -> Any:
    """A threshold from per cent, with or without the sign."""
    number = _read_number(words.replace("%", "").replace("\u00a0", " "))
    if number is None:
        return NEVER_HOLDS
    return round(number / 100, 12) if isinstance(number, int | float) else number
