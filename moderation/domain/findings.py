"""Findings, the reasons in words behind every verdict, one from each rule that has something to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from moderation.domain.attributes import label_of, told_of
from moderation.domain.repeats import MOST_COUNTED, Repeats
from moderation.domain.topics import Bearing, in_words

MOST_NAMED = 5
"""How many copies a finding names."""


class Verdict(StrEnum):
    """What the policy concludes; in order of strictness."""

    PUBLISH = "publish"
    HOLD = "hold"
    REJECT = "reject"


STRICTNESS = list(Verdict)

IMPORTED = "imported"
"""The code of the finding that a comment stands as it stood on another system."""


@dataclass(frozen=True)
class Alike:
    """A comment that was found to say nearly the same, by its id, and their likeness, 0 to 1."""

    comment: str
    likeness: float


@dataclass(frozen=True)
class Finding:
    """One reason from one rule.

    ``text`` is for the manager, ``told`` for the author; ``attribute`` is what it speaks for, if it is one;
    ``score`` and ``threshold`` are set when the reason is a score, ``alike`` when it is other comments, ``bearing``
    when it is the topic and more is known of that.
    """

    code: str
    verdict: Verdict
    text: str
    told: str
    attribute: str | None = None
    score: float | None = None
    threshold: float | None = None
    alike: tuple[Alike, ...] = ()
    bearing: Bearing | None = None

    @property
    def objects(self) -> bool:
        """Whether it keeps the comment from being published; if not, it is only worth knowing."""
        return self.verdict is not Verdict.PUBLISH

    def as_row(self) -> dict[str, Any]:
        """This finding as plain JSON values, the way it is stored; ``bearing`` only where there is one."""
        row = {**vars(self), "alike": [dict(vars(each)) for each in self.alike]}
        del row["bearing"]
        return {**row, "bearing": self.bearing.as_row()} if self.bearing else row

    @classmethod
    def from_row(cls, row: dict[str, Any]) -> Finding:
        """The finding that ``as_row`` wrote."""
        alike = tuple(Alike(**each) for each in row.get("alike", ()))
        bears = Bearing.from_row(row["bearing"]) if row.get("bearing") else None
        return cls(**{**row, "verdict": Verdict(row["verdict"]), "alike": alike, "bearing": bears})


def came_so(findings: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a decision's findings say nothing but that the comment stands as it stood on another system."""
    return [each["code"] for each in findings] == [IMPORTED]


def over_threshold(
    attribute: str, score: float, threshold: float, verdict: Verdict, bears: Bearing | None = None
) -> Finding:
    """The finding that an attribute scored at or over its threshold, and for the topic how the comment bears on it."""
    numbers = f"{label_of(attribute)} {score:.0%}, holds at {threshold:.0%}"
    return Finding(
        code=f"score.{attribute.lower()}",
        verdict=verdict,
        text=f"{numbers}: {in_words(bears)}" if bears else numbers,
        told=told_of(attribute),
        attribute=attribute,
        score=round(score, 4),
        threshold=threshold,
        bearing=bears,
    )


def unscored(code: str, why: str, verdict: Verdict) -> Finding:
    """The finding that no score could be given, and why."""
    return Finding(
        code="unscored",
        verdict=verdict,
        text=f"Not scored ({code}): {why}",
        told="We could not check this automatically, so a person will look at it.",
    )


NOT_READ_WHOLE = Finding(
    code="not_read_whole",
    verdict=Verdict.HOLD,
    text="Too long in words and signs for the model: the scores are those of its beginning",
    told="This is too long to be checked automatically, so a person will look at it.",
)
"""What holds a text that goes on where the model stopped reading: nobody knows what stands there."""


def repeated(repeats: Repeats, verdict: Verdict) -> Finding:
    """The finding that other comments say nearly the same: how many, where, by whom, and which are likest."""
    nearly = "nearly " if any(copy.likeness < 1 for copy in repeats.copies) else ""
    return Finding(
        code="spam.repeated",
        verdict=verdict,
        text=f"Says {nearly}the same as {_others(len(repeats.copies))} {_under(repeats)}, {_by(repeats)}",
        told="Nearly the same was posted on this site before.",
        attribute="SPAM",
        alike=tuple(Alike(copy.comment, round(copy.likeness, 2)) for copy in repeats.copies[:MOST_NAMED]),
    )


def _others(count: int) -> str:
    if count == 1:
        return "another comment"
    return f"{count} comments" if count < MOST_COUNTED else f"{count} comments or more"


def _under(repeats: Repeats) -> str:
    if not repeats.other_articles:
        return "under this article"
    others = _counted(repeats.other_articles, "other article")
    is_here = any(copy.article == repeats.article for copy in repeats.copies)
    return f"under {others} and this one" if is_here else f"under {others}"


def _by(repeats: Repeats) -> str:
    others = _counted(repeats.other_authors, "other author")
    if not any(copy.author == repeats.author for copy in repeats.copies):
        return f"by {others}"
    return f"by the same author and {others}" if repeats.other_authors else "by the same author"


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'s' if number > 1 else ''}"
