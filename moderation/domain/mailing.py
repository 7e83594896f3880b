"""How often somebody is told of their notices by mail, and what such a letter says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from moderation.domain.letter_words import Words
from moderation.domain.notices import Wording

LISTED = 20
"""How many notices one letter tells of; of the rest it says how many there are."""

LOOKS_BACK = timedelta(days=2)
"""What is older when a letter could be written is told in the page alone."""


class Frequency(StrEnum):
    """How often letters tell somebody of their notices."""

    IMMEDIATE = "immediate"
    DAILY = "daily"
    NEVER = "never"


FREQUENCY_LABELS: dict[Frequency, str] = {
    Frequency.IMMEDIATE: "At once",
    Frequency.DAILY: "Once a day at most",
    Frequency.NEVER: "Never",
}
"""The frequencies in words."""


def due_at(frequency: Frequency, told_until: datetime | None, now: datetime) -> datetime:
    """When the next letter may leave, the last having told of what there was ``told_until`` then."""
    if frequency is Frequency.DAILY and told_until is not None:
        return max(now, told_until + timedelta(days=1))
    return now


def letter_of(name: str, site: str, told: Sequence[tuple[Wording, str | None]], own: str, stop: str) -> Words:
    """The letter that tells somebody of these notices, each with the title of the article it is about.

    ``own`` is where their own pages begin, ``stop`` where they end such letters.
    """
    first = told[0][0].title
    subject = first if len(told) == 1 else f"{len(told)} notices from {site}"
    listed = [_paragraph(words, title) for words, title in told[:LISTED]]
    rest = len(told) - len(listed)
    paragraphs = [
        f"Good day {name},",
        *listed,
        *([f"And {rest} more."] if rest else []),
        f"All of it, and what you can do about it:\n{own}/notices",
        f"How often you get such letters is yours to choose:\n{own}/settings",
        f"No more of them:\n{stop}",
        f"-- \n{site}",
    ]
    return Words(subject, "\n\n".join(paragraphs) + "\n")


def _paragraph(words: Wording, title: str | None) -> str:
    said = " ".join(filter(None, (words.title, words.text)))
    return f"{said}\nUnder “{title}”" if title else said
