"""What a manager is told of a comment's topic: what it shares with its article, and which other one it reads like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from moderation.domain.scores import Topic

CLEARLY = 0.05
"""By how much nearer another article must be before it is named: less is chance."""

READS_LIKE = 0.4
"""How near it must be besides: of our own rows under another of 47 articles the one named was the right one in 107 of
128 from there on, in 61 of 121 from .35 on, in 199 of 791 below that.
"""

MOST_WORDS = 5
LONGEST_TITLE = 80


@dataclass(frozen=True)
class OtherArticle:
    """Another article of the site, by the site's own id for it."""

    article: str
    title: str
    section: str


@dataclass(frozen=True)
class Bearing:
    """How a comment bears on its article, whose ``title`` it is, in what people can follow.

    ``shared`` are the telling words that it has in common with the article, or with the comment that it ``answers``;
    ``elsewhere`` is the article that it is clearly nearer to, if there is one. The nearnesses are cosines.
    """

    title: str
    shared: tuple[str, ...] = ()
    answers: bool = False
    nearness: float | None = None
    elsewhere: OtherArticle | None = None
    elsewhere_nearness: float | None = None

    def and_like(self, other: OtherArticle, nearness: float | None) -> Bearing:
        """The same, of a comment that is clearly nearer to that article."""
        short = replace(other, title=_short(other.title))
        return replace(self, elsewhere=short, elsewhere_nearness=_rounded(nearness))

    def as_row(self) -> dict[str, Any]:
        """This as plain JSON values, the way it is stored."""
        return {**asdict(self), "shared": list(self.shared)}

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Bearing:
        """What ``as_row`` wrote."""
        other = row["elsewhere"] and OtherArticle(**row["elsewhere"])
        return cls(**{**row, "shared": tuple(row["shared"]), "elsewhere": other})


def bearing(topic: Topic, title: str, *, answers: bool) -> Bearing:
    """What is known of a comment under the article of this title, apart from other articles."""
    return Bearing(_short(title), topic.shared[:MOST_WORDS], answers, _rounded(topic.nearness))


def clearly_elsewhere(topic: Topic) -> int | None:
    """The number of the article that a comment is near, and clearly nearer than its own; None when there is none."""
    if topic.elsewhere_nearness is None or topic.nearness is None:
        return None
    is_near = topic.elsewhere_nearness >= READS_LIKE
    return topic.elsewhere if is_near and topic.elsewhere_nearness > topic.nearness + CLEARLY else None


def shares(bears: Bearing) -> str:
    """What is shared, in words: “shares only “vote” with “The budget vote””."""
    words = ", ".join(f"“{word}”" for word in bears.shared) or "no telling word"
    only = "only " if len(bears.shared) == 1 else ""
    answered = " or the comment it answers" if bears.answers else ""
    return f"shares {only}{words} with “{bears.title}”{answered}"


def how_near(bears: Bearing) -> str:
    """The cosines, in words: “nearness .61 against .12”; nothing when there are none."""
    if bears.nearness is None:
        return ""
    if bears.elsewhere_nearness is None:
        return f"nearness {_figure(bears.nearness)}"
    return f"nearness {_figure(bears.elsewhere_nearness)} against {_figure(bears.nearness)}"


def in_words(bears: Bearing) -> str:
    """All of it: what is shared, what it reads like, and how near that is."""
    near = how_near(bears)
    told = shares(bears)
    if bears.elsewhere:
        section = f" ({bears.elsewhere.section})" if bears.elsewhere.section else ""
        told = f"{told}; reads like “{bears.elsewhere.title}”{section}"
    return f"{told} ({near})" if near else told


def _short(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1].rstrip()}…"


def _rounded(nearness: float | None) -> float | None:
    return None if nearness is None else round(nearness, 3)


def _figure(nearness: float) -> str:
    """A cosine without its leading zero; what is turned away is no nearer than nothing."""
    return f"{max(nearness, 0.0):.2f}".removeprefix("0")
