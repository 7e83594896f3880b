"""Reading what somebody looks for: the words and filters of a search, as an address or a form carries them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from moderation.domain.attributes import ATTRIBUTES
from moderation.domain.comments import Status
from moderation.domain.errors import Malformed
from moderation.domain.periods import YEARS, midnight
from moderation.domain.searching import AUTOMATIC, LONGEST, Search, terms_of

LONGEST_CODE = 32

FIELDS = (
    "q", "author", "article", "site", "section", "language", "status", "reason", "by", "attribute",
    "score", "from", "to",
)  # fmt: skip
"""What a search may say, in the order in which its address carries it."""


def asked_of(said: Mapping[str, str]) -> dict[str, str]:
    """What was said, tidied, without what says nothing: what two equal searches have in common."""
    tidy = {name: " ".join(_kept(said.get(name, "")).split()) for name in FIELDS}
    if not tidy["attribute"]:
        tidy["score"] = ""
    return {name: words for name, words in tidy.items() if words}


def _kept(words: str) -> str:
    """The words without what no database can keep."""
    return words.encode(errors="replace").decode().replace("\x00", " ")


def search_of(said: Mapping[str, str]) -> Search:
    """The search that was said.

    Raises:
        Malformed: when a filter is none, each named in ``fields``.
    """
    asked = asked_of(said)
    complaints: dict[str, list[str]] = {}

    def read(name: str, reading: Callable[[str], Any], complaint: str) -> Any:
        try:
            return reading(asked[name]) if name in asked else None
        except ValueError:
            complaints[name] = [complaint]
            return None

    since = read("from", _day, "A day, like 2026-11-28.")
    until = read("to", lambda words: _day(words) + timedelta(days=1), "A day, like 2026-11-28.")
    search = Search(
        terms=read("q", lambda words: terms_of(_short(words)), f"At most {LONGEST} characters.") or (),
        **{
            name: read(name, _short, f"At most {LONGEST} characters.")
            for name in ("author", "article", "site", "section", "language")
        },
        status=read("status", Status, f"One of {', '.join(Status)}."),
        reason=read("reason", _reason, "A reason's code, like insult."),
        decider=read("by", _decider, "Nobody at this desk."),
        attribute=read("attribute", _attribute, f"One of {', '.join(ATTRIBUTES)}."),
        score=read("score", _score, "Per cent, from 0 to 100.") or 0.0,
        since=since,
        until=until,
    )
    if since and until and since >= until:
        complaints["to"] = ["Not before the first day."]
    if complaints:
        raise Malformed("This cannot be searched for.", fields=complaints)
    return search


def _short(words: str) -> str:
    if len(words) > LONGEST:
        raise ValueError(words)
    return words


def _day(words: str) -> datetime:
    day = date.fromisoformat(words)
    if day.year not in YEARS:
        raise ValueError(words)
    return midnight(day)


def _reason(words: str) -> str:
    if len(words) > LONGEST_CODE:  # which there are depends on the site
        raise ValueError(words)
    return words


def _attribute(words: str) -> str:
    if words not in ATTRIBUTES:
        raise ValueError(words)
    return words


def _decider(words: str) -> int:
    if words == AUTOMATIC:
        return 0
    if not (words.isascii() and words.isdigit() and 0 < int(words) < 2**31):
        raise ValueError(words)
    return int(words)


def _score(words: str) -> float:
    score = float(words.removesuffix("%")) / 100
    if not 0 <= score <= 1:
        raise ValueError(words)
    return score
