"""Where what we know of an article comes from, what became of it when it came in again, and how it takes comments."""

from __future__ import annotations

import re
from enum import StrEnum

LONGEST_ID = 200
NOT_IN_AN_ID = re.compile(r"[/\x00-\x20\x7f-\xa0\ufffd]|\A\.\.?\Z")
"""What no article's id holds, for it stands in addresses, and what it is not, for browsers fold that away."""

SEPARATOR = " / "
"""Between the names of a section path, outermost first: "Home / World"."""


def along(section_path: str) -> list[str]:
    """The paths from the outermost section down to this one: "Home", "Home / World"; none of the whole site ("")."""
    names = section_path.split(SEPARATOR) if section_path else []
    return [SEPARATOR.join(names[: depth + 1]) for depth in range(len(names))]


class Origin(StrEnum):
    """Who told us of an article; what counts for less never overwrites what counts for more."""

    PAGE = "page"
    FEED = "feed"
    SITE = "site"

    def counts_for_less_than(self, other: Origin) -> bool:
        """Whether the other one's word stands against this one's."""
        ranks = list(Origin)
        return ranks.index(self) < ranks.index(other)


class Mode(StrEnum):
    """How comments are taken: each looked at first (PRE), only what the rules object to (OPEN), all shown at once but
    what a banned word rejects, to be looked at afterwards (POST), or none at all (CLOSED).
    """

    PRE = "pre"
    OPEN = "open"
    POST = "post"
    CLOSED = "closed"


class Kept(StrEnum):
    """What became of an article that came in; it is LEFT when it was told of by somebody who counts for more."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    LEFT = "left"
